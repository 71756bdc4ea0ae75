"""Formulas of number items and lectures, worked out safely. Knows numbers and a few functions, no Python."""

from __future__ import annotations

import ast
import functools
import math
from collections.abc import Callable, Mapping

Number = int | float

MAX_LENGTH = 500
MAX_DEPTH = 40
MAX_BITS = 256  # GPT-3 has fewer than 2^38 parameters; anything near this is a mistake

FUNCTIONS: dict[str, Callable[..., Number]] = {
    "min": min,
    "max": max,
    "round": round,
    "ceil": math.ceil,
    "floor": math.floor,
    "sqrt": math.sqrt,
    "log2": math.log2,
}


class FormulaError(ValueError):
    """A formula that cannot be worked out; the message (Korean) says why."""


def evaluate(formula: str, values: Mapping[str, Number] | None = None) -> Number:
    """The value of `formula`, where `values` gives each name. A whole float comes back as an int."""
    result = _result(_tree(formula), dict(values or {}), 0)
    return int(result) if isinstance(result, float) and result.is_integer() else result


@functools.lru_cache(maxsize=512)
def _tree(formula: str) -> ast.expr:
    if len(formula) > MAX_LENGTH:
        raise FormulaError(f"식이 너무 깁니다. {MAX_LENGTH}자 안으로 줄여 주세요.")
    try:
        return ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(f"식을 읽지 못했습니다: ‘{formula[:40]}’. 괄호와 연산자를 살펴보세요.") from None


def _result(node: ast.expr, values: Mapping[str, Number], depth: int) -> Number:
    if depth > MAX_DEPTH:
        raise FormulaError("식의 괄호가 너무 깊습니다.")
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float() as value):
            return _sane(value)
        case ast.Name(id=name):
            return _named(name, values)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            value = _result(operand, values, depth + 1)
            return -value if isinstance(sign, ast.USub) else value
        case ast.BinOp(left=left, op=operator, right=right):
            return _combined(operator, _result(left, values, depth + 1), _result(right, values, depth + 1))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if arguments:
            return _called(name, [_result(argument, values, depth + 1) for argument in arguments])
    raise FormulaError(
        f"식에 쓸 수 없는 것이 있습니다. 수, 이름, + - * / // % **, 괄호, {', '.join(FUNCTIONS)}만 씁니다."
    )


def _named(name: str, values: Mapping[str, Number]) -> Number:
    if name not in values:
        raise FormulaError(f"‘{name}’의 값이 없습니다. 값을 정하거나 식에서 빼 주세요.")
    return _sane(values[name])


def _called(name: str, arguments: list[Number]) -> Number:
    if name not in FUNCTIONS:
        raise FormulaError(f"‘{name}’ 함수는 쓸 수 없습니다. 쓸 수 있는 함수: {', '.join(FUNCTIONS)}.")
    if name == "round" and len(arguments) == 2:
        arguments = [arguments[0], max(-30, min(30, int(arguments[1])))]
    return _guarded(lambda: FUNCTIONS[name](*arguments))


def _combined(operator: ast.operator, left: Number, right: Number) -> Number:
    match operator:
        case ast.Add():
            return _sane(left + right)
        case ast.Sub():
            return _sane(left - right)
        case ast.Mult():
            return _sane(left * right)
        case ast.Div():
            return _guarded(lambda: left / right)
        case ast.FloorDiv():
            return _guarded(lambda: left // right)
        case ast.Mod():
            return _guarded(lambda: left % right)
        case ast.Pow():
            return _power(left, right)
    raise FormulaError("식에는 + - * / // % ** 만 쓸 수 있습니다.")


def _power(base: Number, exponent: Number) -> Number:
    """Judged by size before it is worked out: `9**9**9` must not cost any time."""
    if abs(exponent) > MAX_BITS or math.log2(abs(base) + 1) * abs(exponent) > MAX_BITS:
        raise FormulaError("거듭제곱이 너무 큽니다.")
    return _guarded(lambda: base**exponent)


def _guarded(compute: Callable[[], Number]) -> Number:
    try:
        return _sane(compute())
    except ZeroDivisionError:
        raise FormulaError("식에서 0으로 나눕니다.") from None
    except (ArithmeticError, TypeError, ValueError):
        raise FormulaError("식을 계산할 수 없습니다. 함수에 넣은 값을 살펴보세요.") from None


def _sane(value: Number) -> Number:
    if isinstance(value, complex) or not isinstance(value, int | float):
        raise FormulaError("식의 값이 수가 아닙니다.")
    if (isinstance(value, float) and not math.isfinite(value)) or abs(value) >= 2**MAX_BITS:
        raise FormulaError("식의 값이 너무 큽니다.")
    return value
