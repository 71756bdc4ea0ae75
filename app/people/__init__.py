"""Who is at the keyboard: learners and the signed cookie that names them."""
