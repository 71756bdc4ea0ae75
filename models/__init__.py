"""The neural side: PEFT methods, counts, training and serving. Never imports `app`."""
