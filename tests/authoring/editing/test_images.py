"""Images: read by their content, made small and plain; what is none is refused with a sentence."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from app.authoring.editing import images
from app.authoring.editing.images import ImageError
from app.authoring.published import Published
from app.security import MAX_BODY, MAX_IMAGE
from tests.authoring.editing.acting import boxes
from tests.conftest import HTMX

LESSON = "/authoring/lectures/mini"


def _bytes(kind: str = "PNG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120).save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".webp")])
def test_the_content_names_the_kind_whatever_the_file_is_called(kind: str, suffix: str) -> None:
    name, data = images.remade(_bytes(kind), "../../Mein Bild.svg")
    assert name == f"mein-bild{suffix}"
    assert Image.open(io.BytesIO(data)).format == kind


def test_a_telephone_writes_two_pictures_into_one_jpeg_and_the_first_is_kept() -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), 120).save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 6), 5)])
    name, data = images.remade(out.getvalue(), "IMG_1.JPG")
    told = Image.open(io.BytesIO(data))
    assert (name, told.format, told.size) == ("img-1.jpg", "JPEG", (64, 48))


def test_a_wide_one_is_made_as_wide_as_a_page() -> None:
    _, data = images.remade(_bytes(size=(3200, 100)), "wide.png")
    assert Image.open(io.BytesIO(data)).size == (1600, 50)


def test_nothing_but_the_picture_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif[0x0112] = 6  # turned by a quarter
    _, data = images.remade(_bytes("JPEG", exif=exif.tobytes(), icc_profile=b"secret profile"), "a.jpg")
    told = Image.open(io.BytesIO(data))
    assert b"ecret" not in data
    assert told.size == (48, 64)
    words = PngInfo()
    words.add_text("Comment", "secret words")
    _, data = images.remade(_bytes(pnginfo=words, icc_profile=b"secret profile"), "a.png")
    assert b"ecret" not in data


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("exif", [b"garbage", b"II", b"II*\0\xff\xff\xff\xff"])
def test_an_image_whose_camera_wrote_nonsense_is_taken_as_it_lies(kind: str, exif: bytes) -> None:
    _, data = images.remade(_bytes(kind, exif=exif), "a")
    assert Image.open(io.BytesIO(data)).size == (64, 48)


def test_what_is_clear_stays_clear() -> None:
    _, data = images.remade(_bytes(mode="RGBA"), "a.png")
    assert Image.open(io.BytesIO(data)).mode == "RGBA"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG는 올릴 수 없습니다"),
        (b"GIF89a and so on", "그림으로 읽을 수 없습니다"),
        (b"", "그림으로 읽을 수 없습니다"),
        (_bytes()[:60], "그림으로 읽을 수 없습니다"),
        (b"x" * (MAX_IMAGE + 1), "5 MB를 넘습니다"),
        (_bytes(mode="1", size=(9000, 9000)), "너무 큽니다"),
    ],
)
def test_what_is_no_fitting_image_is_refused_with_a_sentence(data: bytes, told: str) -> None:
    with pytest.raises(ImageError, match=told):
        images.remade(data, "a.png")


def test_an_image_is_uploaded_named_in_the_lesson_and_seen_by_students(
    kim: TestClient, published: Published, mina: TestClient
) -> None:
    json = {"Accept": "application/json"}
    told = kim.post(f"{LESSON}/images", files={"image": ("Board 1.png", _bytes())}, headers=json)
    assert told.json() == {"name": "board-1"}
    assert published.history("mini/images/board-1.png")[0].author == "Kim"
    form = boxes(kim.get(LESSON).text)
    form["text"] = [form["text"][0].replace(":::idea", ":::image board-1\nalt: 칠판\n층입니다.\n:::\n\n:::idea")]
    seen = kim.post(f"{LESSON}/look", data=form, headers=HTMX).text
    assert "/lectures/mini/images/board-1.png?v=" in seen
    assert kim.post(LESSON, data={**form, "reason": "그림을 더함"}).status_code == 303
    page = mina.get("/lectures/mini").text
    assert 'alt="칠판"' in page


def test_no_picture_takes_the_place_of_another(kim: TestClient, published: Published) -> None:
    """Names in Korean leave nothing that an address can carry: they are all called `image`."""
    sent = [
        ("그림.png", _bytes()),
        ("사진.png", _bytes(size=(32, 24))),
        ("판서.jpg", _bytes("JPEG")),
        ("또.png", _bytes()),
    ]
    json = {"Accept": "application/json"}
    told = [kim.post(f"{LESSON}/images", files={"image": one}, headers=json).json()["name"] for one in sent]
    assert told == ["image", "image-2", "image-3", "image"]
    assert images.listed(published.folder, "mini") == ("image", "image-2", "image-3")


def test_a_refused_image_is_told_and_changes_nothing(kim: TestClient, published: Published) -> None:
    svg = {"image": ("a.png", b"<svg onload='alert(1)'/>")}
    told = kim.post(f"{LESSON}/images", files=svg, headers={"Accept": "application/json"})
    assert told.status_code == 422
    assert "SVG" in told.json()["problem"]
    page = kim.post(f"{LESSON}/images", files=svg)
    assert page.status_code == 422
    assert "SVG는 올릴 수 없습니다" in page.text
    assert "그림을 골라 주세요" in kim.post(f"{LESSON}/images", files={"image": ("", b"")}).text
    assert "그림을 골라 주세요" in kim.post(f"{LESSON}/images").text
    assert not (published.folder / "mini" / "images").exists()


def test_only_images_may_be_larger_than_a_form(kim: TestClient) -> None:
    large = {"image": ("a.png", b"x" * (MAX_BODY + 1))}
    assert kim.post(f"{LESSON}/images", files=large).status_code == 422
    assert kim.post(f"{LESSON}/images", files={"image": ("a.png", b"x" * (MAX_IMAGE + 100_000))}).status_code == 413
    assert kim.post(f"{LESSON}/look", files=large).status_code == 413


def test_a_lesson_is_checked_seen_saved_and_kept(kim: TestClient, published: Published, mina: TestClient) -> None:
    form = boxes(kim.get(LESSON).text)
    wrong = form["text"][0].replace("작은 모듈만", "<script>alert(1)</script> [여기](#nowhere) 작은 모듈만")
    seen = kim.post(f"{LESSON}/look", data={**form, "text": [wrong]}, headers=HTMX).text
    assert "unknown-anchor" in seen
    assert "<script>alert" not in seen
    refused = kim.post(LESSON, data={**form, "text": [wrong], "reason": "x"})
    assert refused.status_code == 422
    assert "[여기](#nowhere)" in refused.text
    right = form["text"][0].replace("작은 모듈만", "아주 작은 모듈만")
    assert kim.post(LESSON, data={**form, "text": [right], "reason": "말을 더함"}).status_code == 303
    assert published.text("mini/lecture.md") == right
    assert "아주 작은 모듈만" in mina.get("/lectures/mini").text


def test_a_plain_form_uploads_too_and_says_what_to_write(kim: TestClient) -> None:
    sent = kim.post(f"{LESSON}/images", files={"image": ("Board.png", _bytes())})
    assert (sent.status_code, sent.headers["location"]) == (303, f"{LESSON}/images?added=board")
    page = kim.get(sent.headers["location"]).text
    assert "올렸습니다" in page
    assert ":::image board\n" in page
    assert 'src="/lectures/mini/images/board.png"' in page
    assert f'href="{LESSON}/images"' in kim.get(LESSON).text
