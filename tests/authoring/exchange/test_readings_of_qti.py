"""QTI items as other programs write them: nothing that students do not see yet gets into a question, and what has no
place is told."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.authoring.exchange import qti
from app.authoring.exchange.drafting import Draft, Lost, UnreadableError

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
CHOICES = '<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="{}">{}</choiceInteraction>'
TWO = '<simpleChoice identifier="A">가</simpleChoice><simpleChoice identifier="B">나</simpleChoice>'


def item(body: str, declared: str, after: str = "") -> bytes:
    head = f'<assessmentItem xmlns="{NAMESPACE}" identifier="x" title="T" adaptive="false" timeDependent="false">'
    return f"{head}{declared}<itemBody>{body}</itemBody>{after}</assessmentItem>".encode()


def answer(kind: str, base: str, *values: str, more: str = "") -> str:
    right = "".join(f"<value>{value}</value>" for value in values)
    right = f"<correctResponse>{right}</correctResponse>" if right else ""
    head = f'<responseDeclaration identifier="RESPONSE" cardinality="{kind}" baseType="{base}">'
    return f"{head}{right}{more}</responseDeclaration>"


def drafted(data: bytes) -> Draft:
    (draft,), lost = qti.read(data)
    assert lost == ()
    return draft


def refused(data: bytes) -> Lost:
    drafts, (lost,) = qti.read(data)
    assert drafts == ()
    return lost


def told(draft: Draft) -> str:
    return " ".join(f"{each.field}: {each.why}" for each in draft.lost)


def modal(name: str, show: str, text: str) -> str:
    return f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="{show}">{text}</modalFeedback>'


def test_what_is_said_of_an_option_is_its_reason_and_no_part_of_it() -> None:
    inline = '<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">아닙니다.</feedbackInline>'
    options = TWO.replace("가<", f"가 {inline}<")
    first, second = drafted(item(CHOICES.format(1, options), answer("single", "identifier", "B"))).fields["options"]
    assert first == {"key": "a", "text": "가", "why": "아닙니다."}
    assert second == {"key": "b", "text": "나", "correct": True}


def test_what_is_said_of_a_step_is_told() -> None:
    inline = '<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">먼저입니다.</feedbackInline>'
    steps = TWO.replace("가<", f"가 {inline}<")
    asked = f'<orderInteraction responseIdentifier="RESPONSE" shuffle="true">{steps}</orderInteraction>'
    draft = drafted(item(asked, answer("ordered", "identifier", "A", "B")))
    assert [step["text"] for step in draft.fields["steps"]] == ["가", "나"]
    assert "‘먼저입니다.’" in told(draft)


def test_feedback_for_everybody_else_is_not_that_of_the_right_option() -> None:
    after = modal("B", "show", "맞습니다.") + modal("B", "hide", "나였습니다.") + modal("other", "show", "그 밖.")
    draft = drafted(item(CHOICES.format(1, TWO), answer("single", "identifier", "B"), after))
    assert draft.fields["options"][1]["why"] == "맞습니다."
    assert "‘나였습니다.’" in told(draft)
    assert "‘그 밖.’" in told(draft)


def test_what_appears_only_later_is_not_asked() -> None:
    later = '<feedbackBlock outcomeIdentifier="F" identifier="z" showHide="show"><p>정답은 나</p></feedbackBlock>'
    rubric = '<rubricBlock view="candidate"><p>먼저 읽으세요.</p></rubricBlock>'
    draft = drafted(item(f"<p>물음</p>{later}{rubric}" + CHOICES.format(1, TWO), answer("single", "identifier", "B")))
    assert draft.fields["prompt"] == "물음"
    assert "‘정답은 나’" in told(draft)
    assert "‘먼저 읽으세요.’" in told(draft)


def test_a_formula_of_mathml_is_named_and_not_run_together() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>c</mi><mn>2</mn></msup></math>'
    draft = drafted(item(f"<p>식 {math} 은?</p>" + CHOICES.format(1, TWO), answer("single", "identifier", "B")))
    assert draft.fields["prompt"] == "식 은?"
    assert "수식(MathML)" in told(draft)


@pytest.mark.parametrize(("mode", "margin"), [("absolute", "0.1 0.1"), ("relative", "2.5 2.5")])
def test_how_far_from_the_right_number_one_may_be(mode: str, margin: str) -> None:
    sides = '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/>'
    test = f'<equal toleranceMode="{mode}" tolerance="{margin}">{sides}</equal>'
    score = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
    rule = f"<responseCondition><responseIf>{test}{score}</responseIf></responseCondition>"
    rules = f"<responseProcessing>{rule}</responseProcessing>"
    body = '<p>2 + 2 = <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    fields = drafted(item(body, answer("single", "float", "4"), rules)).fields
    assert (fields["formula"], fields["tolerance"]) == ("4", 0.025)


def test_a_left_side_with_two_partners_is_refused() -> None:
    def side(**texts: str) -> str:
        options = (
            f'<simpleAssociableChoice identifier="{name}" matchMax="2">{text}</simpleAssociableChoice>'
            for name, text in texts.items()
        )
        return f"<simpleMatchSet>{''.join(options)}</simpleMatchSet>"

    head = '<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="0">'
    asked = f"{head}{side(a='가', b='나')}{side(x='1', y='2')}</matchInteraction>"
    assert "하나씩" in refused(item(asked, answer("multiple", "directedPair", "a x", "a y", "b y"))).why
    assert drafted(item(asked, answer("multiple", "directedPair", "a x", "b y"))).fields["kind"] == "match"


def test_options_that_weigh_differently_are_told() -> None:
    entries = '<mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="B" mappedValue="2"/>'
    declared = answer("multiple", "identifier", "A", "B", more=f'<mapping defaultValue="-1">{entries}</mapping>')
    assert "다른 점수" in told(drafted(item(CHOICES.format(0, TWO), declared)))


def test_an_item_whose_values_change_is_refused() -> None:
    template = '<templateDeclaration identifier="N" cardinality="single" baseType="integer"/>'
    body = '<p><printedVariable identifier="N"/>은 <textEntryInteraction responseIdentifier="RESPONSE"/></p>'
    assert "바뀌는" in refused(item(body, answer("single", "string", "가") + template)).why


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            archive.writestr(f"{name}.xml", body)
    return out.getvalue()


def manifest(kind: str, href: str) -> str:
    entry = f'<resource identifier="r" type="{kind}" href="{href}"/>'
    head = '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">'
    return f"{head}<resources>{entry}</resources></manifest>"


def test_a_package_of_the_first_qti_is_no_empty_draft() -> None:
    with pytest.raises(UnreadableError, match=r"QTI 1\.2"):
        qti.read(packed(imsmanifest=manifest("imsqti_xmlv1p2", "a.xml"), a="<questestinterop/>"))


def test_an_address_may_be_written_as_the_web_does() -> None:
    body = item(CHOICES.format(1, TWO), answer("single", "identifier", "B")).decode()
    data = packed(imsmanifest=manifest("imsqti_item_xmlv2p2", "./%EB%AC%B8%ED%95%AD%201.xml"), **{"문항 1": body})
    assert drafted(data).fields["kind"] == "choice"
