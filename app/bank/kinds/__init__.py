"""The registry of question kinds. A new kind is a module here, a template, and a line in KINDS.

Every kind is a module with a pydantic `Question` (a subclass of `app.bank.question.Question` whose `kind` is a Literal)
and these pure functions; `terms` is the course's vocabulary (`app.bank.terms.Terms`):

    deal(question, rng) -> Dealt                     what chance decides; {} for most kinds
    prompt(question, dealt) -> str                   Markdown, safe to show before the answer
    options(question, dealt) -> tuple[Option, ...]   () for kinds without options; in the dealt order
    parse(question, raw) -> answer                   raises FormatError (costs nothing)
    grade(question, dealt, answer, terms) -> Verdict
    key(question, dealt) -> Key                      for after the answer
    specimens(question, dealt) -> Specimens          raw answers: right, wrong, malformed (the tests of every kind run over them)
"""
