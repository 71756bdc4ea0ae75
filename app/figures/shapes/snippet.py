"""The few lines of torch that show the same shapes, with what they print as comments. Runs nothing."""

from __future__ import annotations

from app.figures.shapes.layers import Asked, Tensor

USUAL = (("num_layers", "layers", 1), ("batch_first", "batch_first", False), ("bidirectional", "both", False))


def lines(asked: Asked, given: Tensor, made: tuple[Tensor, ...], total: int) -> str:
    """Arguments that have their default are left out, as one writes them."""
    kind = asked.cell.lower()
    arguments = [f"input_size={asked.inputs}", f"hidden_size={asked.hidden}"]
    arguments += [f"{name}={getattr(asked, own)}" for name, own, usual in USUAL if getattr(asked, own) != usual]
    output, *states = (tensor.name for tensor in made)
    after = f"({', '.join(states)})" if len(states) > 1 else states[0]
    told = ", ".join(f"tuple({tensor.name}.shape)" for tensor in made)
    shapes = " ".join(tensor.numbers for tensor in made)
    return "\n".join(
        (
            "import torch",
            "from torch import nn",
            "",
            f"{kind} = nn.{asked.cell}({', '.join(arguments)})",
            f"{output}, {after} = {kind}(torch.randn{given.numbers})",
            f"print({told})",
            f"# {shapes}",
            f"print(sum(p.numel() for p in {kind}.parameters()))",
            f"# {total}",
        )
    )
