"""Another way of putting a question finds what the plain way finds."""

from __future__ import annotations

import pytest

from knowledge.answering.answer import Answer
from knowledge.snapshot import Snapshot


def found(answer: Answer) -> tuple[str, list[str], list[str]]:
    return (answer.status, [hit.entry.id for hit in answer.hits], sorted(one.who for one in answer.denied))


@pytest.mark.parametrize(
    ("way", "plain"),
    [
        ("Which of the writers brings up stability?", "Who mentioned stability?"),
        ("Which official touches on the Charter?", "Who mentioned the Charter?"),
        ("What senders dwell on trade?", "Who mentioned trade?"),
        ("the ministers on stability", "Who mentioned stability?"),
        ("In whose letter does the Charter crop up?", "Who mentioned the Charter?"),
        ("When it comes to culture, who says something?", "Who mentioned culture?"),
        ("In whose greeting is trade absent?", "Who did not mention trade?"),
        ("Who steers clear of trade?", "Who did not mention trade?"),
        ("Which texts contain no mention of trade?", "Who did not mention trade?"),
        ("I'm looking for ministers that have said nothing on trade", "Who did not mention trade?"),
        ("Wang Yi covers stability, who else does?", "Who besides Wang Yi mentioned stability?"),
        ("Leaving aside Wang Yi, who has stability?", "Who besides Wang Yi mentioned stability?"),
        ("Give me Nurtleu's take on trade", "What did Nurtleu say about trade?"),
        ("What is the stance of Nurtleu on trade?", "What did Nurtleu say about trade?"),
        ("Nurtleu's official title", "What is Nurtleu's office?"),
        ("so what does this Nurtleu do", "What is Nurtleu's office?"),
        ("What is Nurtleu's job?", "What is Nurtleu's office?"),
        ("In what way do Nurtleu and Lavrov differ on culture?", "Compare Nurtleu and Lavrov on culture"),
        ("Nurtleu and Lavrov on culture, side by side", "Compare Nurtleu and Lavrov on culture"),
        ("Please list everybody who raised trade", "Who mentioned trade?"),
        ("name the speakers without trade", "Who did not mention trade?"),
        ("Who remained silent on trade?", "Who did not mention trade?"),
        ("What did Nurtleu have to say on the anniversary?", "What did Nurtleu say?"),
        ("check whether Nurtleu made reference to trade", "Did Nurtleu mention trade?"),
        ("minister of what is Nurtleu?", "What is Nurtleu's office?"),
        ("culture: how many speakers?", "How many speakers mentioned culture?"),
        ("show me Nurtleu's message unabridged", "Show me the whole message of Nurtleu"),
        ("Leaving Wang Yi aside, who mentioned stability?", "Who besides Wang Yi mentioned stability?"),
        ("Wang Yi aside, who mentioned stability?", "Who besides Wang Yi mentioned stability?"),
        ("who mentioned stability, Wang Yi apart?", "Who besides Wang Yi mentioned stability?"),
        ("leave wang yi out, which ministers mention stability", "Who besides Wang Yi mentioned stability?"),
        (
            "Is Wang Yi alone in mentioning stability or are there others?",
            "Who besides Wang Yi mentioned stability?",
        ),
        (
            "Was Wang Yi the only one to mention stability, or did others do so too?",
            "Who besides Wang Yi mentioned stability?",
        ),
        ("Which ministers apart from Wang Yi raise stability?", "Who besides Wang Yi mentioned stability?"),
        (
            "Who runs Kazakhstan's foreign ministry in this report?",
            "Who is the foreign minister of Kazakhstan?",
        ),
        ("Whose message gets the most space?", "Who wrote the longest message?"),
        ("Who left trade out?", "Who did not mention trade?"),
        ("names of those who left trade aside", "Who did not mention trade?"),
        ("Who wrote without once mentioning trade?", "Who did not mention trade?"),
        ("who runs the foreign ministry of Kazakhstan", "Who is the foreign minister of Kazakhstan?"),
        ("Who is in charge of foreign affairs in Kazakhstan?", "Who is the foreign minister of Kazakhstan?"),
        (
            "I teach at a college and we're preparing an exam, so may I have Nurtleu's words on trade?",
            "What did Nurtleu say about trade?",
        ),
        ("My uncle collects stamps, and I'd like a sentence or two from Lavrov", "What did Lavrov say?"),
        ("For a wall chart I need whatever Nurtleu has on trade", "What did Nurtleu say about trade?"),
        ("Not one word on trade: who?", "Who did not mention trade?"),
        ("No mention of trade by which ministers?", "Who did not mention trade?"),
        ("Who passed over trade in silence?", "Who did not mention trade?"),
        ("Any lines where Nurtleu turns to trade?", "What did Nurtleu say about trade?"),
        ("trade, how many of them", "How many speakers mentioned trade?"),
        ("all of Nurtleu's message, no cuts", "Show me the whole message of Nurtleu"),
        ("Reproduce Nurtleu's greeting without omissions", "Show me the whole message of Nurtleu"),
        (
            "Apart from our neighbour Wang Yi, who mentioned stability?",
            "Who besides Wang Yi mentioned stability?",
        ),
        (
            "Setting Wang Yi aside, as all have heard him, which ministers would you say bring up stability?",
            "Who besides Wang Yi mentioned stability?",
        ),
        ("Is Wang Yi the only speaker to bring up stability?", "Who besides Wang Yi mentioned stability?"),
        ("On culture, how does Nurtleu stack up against Lavrov?", "Compare Nurtleu and Lavrov on culture"),
        ("Is there anyone but Wang Yi on stability?", "Who besides Wang Yi mentioned stability?"),
        ("Who stayed away from trade?", "Who did not mention trade?"),
        ("Who is in charge at the foreign ministry of China?", "Who is the foreign minister of China?"),
        (
            "For the wall chart: the name of China's foreign minister?",
            "Who is the foreign minister of China?",
        ),
        (
            "We're writing a review, so how did Nurtleu characterise trade?",
            "What did Nurtleu say about trade?",
        ),
        ("We'd like Nurtleu's message unedited", "Show me the whole message of Nurtleu"),
        ("Save for Wang Yi, who touched on stability?", "Who besides Wang Yi mentioned stability?"),
        (
            "Apart from our good neighbour Wang Yi, did any of the rest mention stability, and if so who?",
            "Who besides Wang Yi mentioned stability?",
        ),
        ("Identify the ministers who referred to trade", "Who mentioned trade?"),
        ("Who couldn't be bothered to mention trade?", "Who did not mention trade?"),
        ("The post held by Nurtleu?", "What is Nurtleu's office?"),
        ("Are Nurtleu and Lavrov of one mind on culture?", "Compare Nurtleu and Lavrov on culture"),
        ("Which of them overlooked trade?", "Who did not mention trade?"),
        ("stability, but not Wang Yi, who?", "Who besides Wang Yi mentioned stability?"),
        ("Who occupies the post of foreign minister in China?", "Who is the foreign minister of China?"),
        ("What is the total of speakers that chimed in on culture?", "How many speakers mentioned culture?"),
        ("Is Nurtleu a minister or a deputy or what?", "What is Nurtleu's office?"),
        ("In what capacity does Nurtleu write?", "What is Nurtleu's office?"),
        ("Where do Nurtleu and Lavrov agree on culture?", "Compare Nurtleu and Lavrov on culture"),
        (
            "set what Nurtleu says about culture next to what Lavrov says",
            "Compare Nurtleu and Lavrov on culture",
        ),
        ("Nurtleu trade + Lavrov culture", "Nurtleu on trade? Lavrov on culture?"),
        ("My grandmother asks what Nurtleu says about trade", "What did Nurtleu say about trade?"),
        (
            "I spilled coffee on my notes, what did nurtleu write about trade again",
            "What did Nurtleu say about trade?",
        ),
        ("How does Nurtleu put it when he speaks of trade?", "What did Nurtleu say about trade?"),
        ("Can I get the complete letter by Nurtleu?", "Show me the whole message of Nurtleu"),
        ("trade: a tally of the ministers, please", "How many speakers mentioned trade?"),
        ("link to what Nurtleu said about trade", "Where were the words of Nurtleu about trade published?"),
        (
            "Who speaks of trade, and if culture occurs in Lavrov's letter?",
            "Who mentioned trade? Did Lavrov mention culture?",
        ),
        (
            "everyone who talks about trade and also is there culture in Lavrov's message",
            "Who mentioned trade? Did Lavrov mention culture?",
        ),
        ("Who else mentioned stability, not Wang Yi?", "Who besides Wang Yi mentioned stability?"),
        ("Out of all these people, how many raise trade?", "How many speakers mentioned trade?"),
        ("Is it Nurtleu who brings up trade? True or not?", "Did Nurtleu mention trade?"),
        (
            "I must know if Lavrov mentioned culture, oh, and who it was that mentioned trade",
            "Did Lavrov mention culture? Who mentioned trade?",
        ),
        ("translate what Nurtleu said about trade into Dutch", "What did Nurtleu say about trade?"),
        ("переведи на английский слова Нуртлеу", "What did Nurtleu say?"),
        ("trade from Nurtleu plus culture from Lavrov", "Nurtleu on trade? Lavrov on culture?"),
        ("Which speakers sent messages that leave out trade?", "Who did not mention trade?"),
        ("Whose greetings omit trade?", "Who did not mention trade?"),
        ("trade, who leaves it out?", "Who did not mention trade?"),
        ("The ones that never brought up trade, who were they?", "Who did not mention trade?"),
        ("Which post does Nurtleu currently occupy?", "What is Nurtleu's office?"),
        ("In what official role did Nurtleu write?", "What is Nurtleu's office?"),
        ("the entire letter by Nurtleu", "Show me the whole message of Nurtleu"),
        (
            "I'm hopeless with faces, who runs foreign affairs in Kazakhstan?",
            "Who is Kazakhstan's foreign minister?",
        ),
        ("Gosh, my bus was delayed. Who mentioned trade?", "Who mentioned trade?"),
        (
            "What did Nurtleu say about trade, also Lavrov about culture",
            "What did Nurtleu say about trade? What did Lavrov say about culture?",
        ),
    ],
)
def test_another_way_finds_the_same(snapshot: Snapshot, way: str, plain: str) -> None:
    answer, expected = snapshot.answer(way), snapshot.answer(plain)

    assert found(expected)[0] == "answered" or expected.denied
    assert found(answer) == found(expected)


@pytest.mark.parametrize(
    ("way", "plain"),
    [
        ("and how does Nurtleu put it?", "What did Nurtleu say about culture?"),
        ("Nurtleu too please", "What did Nurtleu say about culture?"),
        ("what does Nurtleu make of the same topic?", "What did Nurtleu say about culture?"),
        ("and who are the others that mention it?", "Who besides Lavrov mentioned culture?"),
        ("let's have Nurtleu on the same thing", "What did Nurtleu say about culture?"),
        ("is he alone, or did others bring it up as well?", "Who besides Lavrov mentioned culture?"),
        ("which other ministers say something on this topic?", "Who besides Lavrov mentioned culture?"),
        ("Which of his colleagues spoke about it as well?", "Who besides Lavrov mentioned culture?"),
        ("was that mentioned by any other minister, and by which?", "Who besides Lavrov mentioned culture?"),
        ("Right, thank you. I'd like to hear the same from Nurtleu.", "What did Nurtleu say about culture?"),
        ("Thanks! What were his thoughts on security?", "What did Lavrov say about security?"),
        ("Let's move on to security.", "What did Lavrov say about security?"),
        ("same but security", "What did Lavrov say about security?"),
        ("Does security turn up as well?", "Did Lavrov mention security?"),
        ("Funny, I'd never have imagined. How about Nurtleu?", "What did Nurtleu say about culture?"),
        ("I misplaced my notes, so who else brought it up?", "Who besides Lavrov mentioned culture?"),
        ("whole thing please", "Show me the whole message of Lavrov"),
        (
            "Hm, I was hoping for the rest of it, can I have the full letter?",
            "Show me the whole message of Lavrov",
        ),
        ("Sorry, who's this gentleman?", "What is Lavrov's office?"),
        ("what are the things he has spoken about, really?", "What did Lavrov say?"),
    ],
)
def test_another_way_of_going_on_finds_the_same(snapshot: Snapshot, way: str, plain: str) -> None:
    before = snapshot.answer("What did Lavrov say about culture?")

    answer, expected = snapshot.answer(way, previous=before), snapshot.answer(plain)

    assert found(expected)[0] == "answered"
    assert found(answer)[:2] == found(expected)[:2]


def test_a_noun_that_is_no_matter_of_the_record_is_not_passed_over(snapshot: Snapshot) -> None:
    for noun in ("the bar", "spare parts", "neglect", "the last request"):
        assert snapshot.answer(f"What did Lavrov say about {noun}?").status != "answered"


def test_what_the_bot_is_asked_to_do_is_not_denied_to_a_speaker(snapshot: Snapshot) -> None:
    for question in (
        "Can you promise that Lavrov mentioned culture?",
        "Could you confirm Lavrov cited culture?",
    ):
        assert not snapshot.answer(question).denied
    assert snapshot.answer("Could you confirm that Lavrov mentioned culture?").hits


def test_that_one_says_so_does_not_prove_that_only_they_do(snapshot: Snapshot) -> None:
    assert snapshot.answer("Did only Lavrov mention culture?").verdict is None
    assert snapshot.answer("Is culture absent from Lavrov's message?").verdict is None
    assert snapshot.answer("Did Lavrov mention culture?").verdict == "yes"


@pytest.mark.parametrize(
    "question",
    [
        "Foreign Minister Prystaiko on stability",
        "Did Nurtleu congratulate Tajikistan?",
        "What did the minister of Tajikistan say?",
    ],
)
def test_a_noun_for_persons_beside_a_name_asks_for_nobody_else(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).status != "answered"


def test_a_passage_is_found_by_its_number(snapshot: Snapshot) -> None:
    said = [entry.id for entry in snapshot.record.passages_of("lavrov")]

    assert found(snapshot.answer("Lavrov's second quote"))[1] == said[1:2]
    assert found(snapshot.answer("the last quote from Lavrov"))[1] == said[-1:]
    assert found(snapshot.answer("the fifth quote of Lavrov"))[1] != said[:1]


@pytest.mark.parametrize(
    "question",
    [
        "how do I rent a flat in Kazakhstan?",
        "we lost our luggage, who can help?",
        "write me a limerick to sort my list",
        "do I need an adapter for Russia",
    ],
)
def test_who_asks_something_for_themselves_is_given_nobodys_words(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).status == "none"


@pytest.mark.parametrize(
    ("asked", "way", "plain"),
    [
        ("пришли цитату про торговлю", "кто это сказал?", "кто говорил о торговле?"),
        ("谁提到贸易？", "那谁没有呢？", "谁没有提到贸易？"),
        ("谁提到贸易？", "谁没有？", "谁没有提到贸易？"),
        ("Iran?", "which of his colleagues speaks of trade?", "Who mentioned trade?"),
    ],
)
def test_who_and_who_not_are_asked_of_what_was_shown(
    snapshot: Snapshot, asked: str, way: str, plain: str
) -> None:
    answer = snapshot.answer(way, previous=snapshot.answer(asked))

    assert found(answer) == found(snapshot.answer(plain))
    assert found(answer)[1] or found(answer)[2]


@pytest.mark.parametrize(
    ("asked", "way", "plain"),
    [
        (
            "When was the Secretariat founded?",
            "Who sent it greetings?",
            "Who sent messages?",
        ),
        ("When was the Secretariat founded?", "Who is at its head?", "Who leads the Secretariat?"),
        ("Did Nurtleu mention security?", "If it isn't him, who was it?", "Who mentioned security?"),
        (
            "Who mentioned culture?",
            "That's rather few, isn't it? How many is it?",
            "How many mentioned culture?",
        ),
        (
            "Compare Wang Yi and Nurtleu on culture",
            "same two on stability",
            "Compare Wang Yi and Nurtleu on stability",
        ),
        ("Iran?", "That is disappointing. Perhaps something from Kazakhstan?", "What did Nurtleu say?"),
    ],
)
def test_what_is_told_before_a_question_does_not_lead_it_astray(
    snapshot: Snapshot, asked: str, way: str, plain: str
) -> None:
    answer = snapshot.answer(way, previous=snapshot.answer(asked))

    assert found(answer)[:2] == found(snapshot.answer(plain))[:2]
    assert found(answer)[1]


@pytest.mark.parametrize(
    "question",
    [
        "I am interested in culture, who is it that mentions it?",
        "They told us of culture there. Who mentioned it?",
    ],
)
def test_what_is_asked_of_may_stand_where_one_tells_of_oneself(snapshot: Snapshot, question: str) -> None:
    assert found(snapshot.answer(question)) == found(snapshot.answer("Who mentioned culture?"))


def test_a_stranger_named_beside_the_question_is_not_passed_over(snapshot: Snapshot) -> None:
    answer = snapshot.answer("I wonder about our envoy Prystaiko. What did he say about culture?")

    assert answer.status != "answered"


@pytest.mark.parametrize(
    "text",
    [
        "I'm from Reuters. Who mentioned security?",
        "I am a student at Lahore. Who mentioned security?",
    ],
)
def test_a_name_in_what_somebody_tells_of_themselves_is_not_asked_about(
    snapshot: Snapshot, text: str
) -> None:
    alone = snapshot.answer("Who mentioned security?")

    assert [hit.entry.id for hit in snapshot.answer(text).hits] == [hit.entry.id for hit in alone.hits]
    assert snapshot.answer(text).status == "answered"


def test_a_stranger_whom_somebody_heard_speak_is_still_asked_about(snapshot: Snapshot) -> None:
    assert snapshot.answer("I heard Putin say it. Who mentioned security?").status != "answered"
    assert not snapshot.answer("My boss is Shoigu. What did he say?").hits


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("need Lavrov's words for my newsletter please", "lavrov-team"),
        ("give me a quote of Lavrov on security for our notice board", "lavrov-team"),
        ("Нужны слова Лаврова для моей статьи", "lavrov-team"),
        ("anything from Lavrov on security for a school wall", "lavrov-team"),
        ("слова о безопасности от Лаврова для стенгазеты", "lavrov-team"),
        ("I coach football. What did Lavrov say about security?", "lavrov-team"),
        ("My football club asks when the Secretariat was founded", "founded"),
    ],
)
def test_what_an_answer_is_wanted_for_or_who_wants_it_is_not_asked_about(
    snapshot: Snapshot, question: str, entry: str
) -> None:
    answer = snapshot.answer(question)
    assert (answer.status, answer.hits[0].entry.id) == ("answered", entry)


@pytest.mark.parametrize(
    "question",
    [
        "any quote for my wedding?",
        "did Lavrov vote for my party?",
        "did Lavrov call for a ceasefire?",
        "Lavrov's vote for a carpenter",
        "what did Lavrov say about football?",
    ],
)
def test_what_is_asked_is_not_taken_for_what_it_is_wanted_for(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).status == "none"


@pytest.mark.parametrize(
    ("one_quote", "all_of_one"),
    [
        ("What is the longest quote?", "What is the longest message?"),
        ("Самая длинная цитата", "Самое длинное послание"),
    ],
)
def test_the_longest_quote_is_one_where_the_longest_message_is_all_that_somebody_says(
    snapshot: Snapshot, one_quote: str, all_of_one: str
) -> None:
    [hit] = snapshot.answer(one_quote).hits
    message = snapshot.answer(all_of_one)

    assert message.evidence.intent == "longest"
    assert len(hit.entry.text) == max(len(one.text) for one in snapshot.record.quotes)


def test_the_year_as_of_which_it_is_asked_who_does_something_asks_nothing(snapshot: Snapshot) -> None:
    alone = snapshot.answer("Кто возглавляет Секретариат?")
    dated = snapshot.answer("Кто возглавлял Секретариат в 2024 году?")

    assert [one.entry.id for one in dated.hits] == [one.entry.id for one in alone.hits]
    assert dated.status == alone.status == "answered"


def test_of_two_passages_the_one_comes_first_that_says_more_of_what_is_asked(snapshot: Snapshot) -> None:
    first, *others = snapshot.answer("How does Wang Yi assess the Secretariat?").hits

    assert first.entry.id == "wang-journey"
    assert "wang-20-years" in [one.entry.id for one in others]
