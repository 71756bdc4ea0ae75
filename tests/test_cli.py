"""The command `seodang` as a whole: help and wrong use."""

import pytest

from app.cli import COMMANDS, main


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)
def test_every_command_has_help_with_examples(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    name = command.NAME  # type: ignore[attr-defined]
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"seodang {name}" in said.split("예:")[1]


@pytest.mark.parametrize(
    "words", [[], ["teach"], ["check", "--colour"], ["serve", "--port", "many"], ["check", "/no/such"]]
)
def test_wrong_use_is_exit_code_2_and_a_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = main(words)
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert code == 2
    assert said.err.strip()
    assert "Traceback" not in said.err
