"""The command `seodang`: reads the words after it and hands over to app/commands. Knows no content and no web.

Exit codes: 0 done, 1 problems found, 2 wrong use (a sentence on stderr, never a traceback).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from app.commands import CommandError, bench, check, count, serve, train_demos, user, verify
from app.commands.exchange import Export, Import

COMMANDS = (serve, check, verify, bench, count, train_demos, user, Export, Import)
EPILOG = """\
예:
  seodang serve --port 8000        서버를 켭니다
  seodang check                    학습 내용의 잘못을 모두 찾습니다
  seodang verify                   정답을 계산과 모델로 확인합니다
  seodang bench                    채점기가 사람과 얼마나 같은지 잽니다
  seodang count                    학습되는 파라미터를 셉니다
  seodang user add mina --admin    관리자 계정을 만듭니다
  seodang export --unit peft -o f  문항을 Moodle XML 따위로 내보냅니다
  seodang import f --unit peft     다른 형식의 문항을 초안으로 들여옵니다
각 명령의 도움말: seodang check --help"""


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="seodang",
        description="서당: 문제를 풀며 배우는 자연어 처리 강의.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(title="명령", required=True, metavar="명령")
    for module in COMMANDS:
        command = commands.add_parser(
            module.NAME,
            help=module.HELP,
            description=module.HELP,
            epilog=module.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(command)
        command.set_defaults(run=module.run)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    options = parser().parse_args(words)
    try:
        return int(options.run(options))
    except CommandError as error:
        print(f"seodang: {error}", file=sys.stderr)
        return error.code
    except BrokenPipeError:  # `seodang check | head`
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
