"""Architectures by name and by folder: what is known, what is refused, and with which words."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from models import architectures
from models.refusals import Refused

BASE = Path(architectures.__file__).parents[1] / "checkpoints" / "base" / "config.json"


def folder(path: Path, **values: object) -> str:
    (path / "config.json").write_text(json.dumps(values), encoding="utf-8")
    return str(path)


def test_every_name_has_its_sizes_beside_it_and_no_file_is_left_over() -> None:
    files = {path.stem for path in Path(architectures.__file__).parent.glob("*.json")}
    assert files == set(architectures.names())


def test_every_published_architecture_says_where_its_sizes_come_from() -> None:
    assert all(architectures.shape(name).published for name in architectures.names())


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(Refused) as refused:
        architectures.shape("gpt5")
    assert all(name in str(refused.value) for name in architectures.names())
    assert refused.value.field == "architecture"


def test_a_folder_is_read_by_its_configuration(tmp_path: Path) -> None:
    given = json.loads((Path(architectures.__file__).parent / "gpt2.json").read_text(encoding="utf-8"))
    shape = architectures.shape(folder(tmp_path, **given))
    assert (shape.name, shape.parameters) == (str(tmp_path), 124_439_808)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "읽을 수 없습니다"),
        ("{", "JSON"),
        ("[]", "JSON"),
        ('{"model_type": "mamba"}', "llama"),
        ("{}", "llama"),
        ('{"model_type": "gpt2", "n_layer": 2}', "n_embd"),
        ('{"model_type": "gpt2", "n_embd": "wide"}', "n_embd"),
        ('{"model_type": "gpt2", "n_embd": true, "n_layer": 0}', "n_embd"),
        ('{"model_type": ["gpt2"]}', "llama"),
        (
            '{"model_type": "llama", "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 0}',
            "num_attention",
        ),
    ],
)
def test_a_folder_that_cannot_be_counted_is_refused_with_the_reason(
    tmp_path: Path, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / "config.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        architectures.shape(str(tmp_path))


def test_a_configuration_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes(b"\xb0\xa1")
    with pytest.raises(Refused, match="JSON"):
        architectures.shape(str(tmp_path))


def test_the_bundled_sizes_are_those_of_the_checkpoint() -> None:
    written = architectures.HERE / "bundled.json"
    if BASE.is_file():
        shape = architectures.shape("bundled")
        own = architectures.FAMILIES["opt"](architectures.Values(json.loads(written.read_text(encoding="utf-8"))))
        assert own.shape(shape.name, shape.family, shape.published) == shape
    assert architectures.shape("bundled").parameters == 6_902_272


def test_reading_an_architecture_imports_no_torch() -> None:
    blocked = "; ".join(f"sys.modules[{name!r}] = None" for name in ("torch", "transformers", "safetensors"))
    imported = "from models import architectures; from models.architectures import published"
    code = f"import sys; {blocked}; {imported}; architectures.shape('bert-base')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
