"""English texts of the report. `{name}` is set in, `{name:one|many}` brings the noun that fits."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # words of the page
    "report": "Report",
    "contents": "Contents",
    "skip": "Skip to content",
    "background": "Background",
    "what": "What?",
    "how": "How?",
    "why": "Why?",
    "who": "Who took part?",
    "cross": "Cross-reading",
    "words_alone": "The words of the questions",
    "method": "How this report was made",
    "method_short_title": "The method in brief",
    "questions_answers": "{title}: questions and answers",
    "themes_of": "Themes of the questions",
    "shared_themes": "The themes side by side",
    "frequent_words": "Most frequent words in the questions",
    "compared_words": "Words that tell apart",
    "reflection": "Reflection",
    "closing": "For further discussion",
    "remarks": "Word by word",
    "own_text": "Own text",
    "note": "note",
    "flow_title": "{title}: who asks whom",
    "cross_table_title": "{title}: themes and groups",
    "timeline_title": "{title}: day by day",
    "appendix_title": "{title}: all questions",
    "appendix_lead": "All questions of {relay} in the order they were asked; {questions:question|questions} in all.",
    "appendix_left_out": "Some are left out, since those who wrote them have not agreed to be quoted, or somebody "
    "could be recognised.",
    "unsorted": "Not sorted",
    "question": "Question",
    "answer": "Answer",
    "no_answer": "The question was not answered.",
    "question_by": "Asked by {group}",
    "answer_by": "Answered by {group}",
    "trim": "[...]",
    "trim_read": "text left out",
    "source_note": "Source: {origin}",
    "published_by": "Published by {publisher}",
    "page": "Page",
    "figure_hidden": "not shown",
    "figure_unknown": "not stated",
    "show_table": "Show the figures as a table",
    "missing_glyphs": "Characters the typefaces of the PDF lack are replaced by ◊. The web edition has them.",
    # slides
    "slides_text": "In short",
    "slides_continued": "continued",
    "slides_of": "{n} of {count}",
    "slides_numbers": "{title} – in figures",
    "slides_table": "Table: {title}. Columns: {columns}.",
    "slides_quotes": "The quotes (number of the text, characters from–to, fingerprint of the text):",
    "slides_figures": "The figures, and how each of them was computed:",
    # tables
    "col_theme": "Theme",
    "col_questions": "Questions",
    "col_share": "Share",
    "col_relay": "Relay",
    "col_people": "Participants",
    "col_invited": "Invited",
    "col_took_part": "Took part",
    "col_answers": "Answers",
    "col_group": "Group",
    "col_word": "Word",
    "col_tokens": "Times",
    "col_texts": "Questions",
    "col_g2": "G²",
    "col_ratio": "Log ratio",
    "col_verdict": "Does it hold?",
    "col_parts": "Parts",
    "all_relays": "All",
    "all_others": "the others",
    "per_cent": "{value} %",
    "shown_of": "{shown} of {chosen} chosen pairs",
    "questions_n": "{n:question|questions}",
    "verdict_carried": "yes",
    "verdict_single": "as a single test only",
    "verdict_none": "no",
    "verdict_absent": "too rare",
    # charts
    "chart_themes_title": "What the questions are about",
    "chart_themes_of": "{title}. Questions in each theme, n = {n}",
    "chart_themes_alt": "Horizontal bars, longest first: {bars}.",
    "chart_shared_title": "Share of each theme in each relay",
    "chart_shared_of": "Per cent of the relay's questions; {sources}",
    "chart_words_title": "The words that recur",
    "chart_words_of": "Times used; {n} words in the questions",
    "compare_key": "Times used; in brackets the questions with the word. G² and log ratio above zero: used "
    "more in {first}.",
    "chart_bar": "{name} {n}",
    "chart_note": "Source: the questions this report rests on. Counted by Depeche.",
    # background
    "default_what": "The participants have put questions to each other, one to one, and answered them{topic}. "
    "The report rests on {{{{questions}}}} questions, of which {{{{answers}}}} have an answer.",
    "default_what_all": "The participants have put questions to each other, one to one, and answered "
    "them{topic}. The report rests on {{{{questions}}}} questions, each with its answer.",
    "topic": " on *{topic}*",
    "default_how": "It is the participants who ask, not an analyst. A question goes to one particular person, "
    "and whoever answers may ask in turn. Afterwards the questions have been read and gathered into themes.",
    "default_how_days": "The relay was open for {{{{days}}}} days. ",
    "default_how_unsorted": "It is the participants who ask, not an analyst. A question goes to one particular "
    "person, and whoever answers may ask in turn. The questions have not been sorted into themes yet.",
    "default_why": "The questions tell what the participants themselves find worth asking; the answers tell "
    "what they have learnt. Both are meant as a starting point for conversation and action.",
    "reservation": "This report is not a representative survey. It shows what the people who took part asked "
    "and answered; it says nothing of how widespread an opinion is.",
    "stated": "According to its source the whole relay held {contributions:contribution|contributions}. The "
    "report rests on the {questions:pair|pairs} at hand.",
    "origin_note": "The source's own reservation",
    # per relay
    "lead": "Here {questions:question|questions} from {relay} are read. {answers} of them have an answer.",
    "lead_all": "Here {questions:question|questions} from {relay} are read, each with its answer.",
    "lead_none": "Here {questions:question|questions} from {relay} are read. The answers are not in the material.",
    "lead_themes": "They are gathered into {themes:theme|themes} by what the question is about.",
    "lead_unsorted_some": "{unsorted} of them have not been sorted into a theme yet.",
    "lead_unsorted_all": "They have not been sorted into themes yet.",
    "lead_several": "{several:question|questions} are in several themes and count in each of them, so the shares can "
    "add up to more than 100%.",
    "lead_empty": "There are no questions in {relay}.",
    "rest_themes": "The list shows the largest themes; {more:smaller theme|smaller themes} are left out here.",
    # cross-reading
    "cross_lead": "Here we read across {relays:relay|relays}. The figures are food for thought.",
    "words_lead": "Words are counted by their base form, in the questions alone; function words are left out. "
    "A word one person uses many times is one person's word: so the number of questions stands beside it.",
    "compare_none": "{tests:word|words} were compared between {first} and {second}. None of the differences "
    "holds once so many tests are corrected for: the texts do not carry a claim that one side uses a word more "
    "than the other.",
    "compare_some": "{tests:word|words} were compared between {first} and {second}. {carried} of the "
    "differences hold once so many tests are corrected for.",
    "compare_untested": "No word is used often enough in {first} and {second} to be compared.",
    "remark_counts": "{word}: {a:time|times} with {first} (in {at:question|questions}), {b:time|times} with "
    "{second} (in {bt:question|questions}).",
    "remark_carried": "The difference holds after Holm's correction for {tests:test|tests}: G² = {g2}, p = {p}.",
    "remark_single": "Taken alone the difference is larger than expected (G² = {g2}), but it does not hold "
    "after Holm's correction for {tests:test|tests} (p = {p}). So the texts do not carry it.",
    "remark_none": "No difference to build on (G² = {g2}).",
    "remark_absent": "The word is too rare to be tested: that takes at least five uses in all.",
    # method
    "method_short": "The report rests on {questions:question|questions} and {answers:answer|answers}. Each "
    "quote is verbatim from its source, and each number was computed anew when the report was made.",
    "m_material": "The material",
    "m_material_1": "The analysis covers {questions:question|questions} from {relays:relay|relays}; {answers} "
    "have an answer.",
    "m_themes": "Themes",
    "m_themes_1": "Each question is in one theme at most. The themes are people's sorting; the machine has "
    "only counted.",
    "m_themes_several": "A question can be in several themes. It counts in all of them, so the shares can add up to "
    "more than 100%; it is printed in the theme it was put in first. The themes are people's sorting; the machine has "
    "only counted.",
    "m_quotes": "Quotes",
    "m_quotes_1": "Quotes are verbatim. Text left out is marked [...], and the emphasis is ours.",
    "m_quotes_2": "Where a theme has many chosen pairs, at most {limit} are shown: those with highlights "
    "first, then spread evenly in the order they were written. All pairs stand in the source.",
    "m_words": "Words",
    "m_words_1": "Words are traced to their base form, so inflections are counted together; compounds are "
    "counted whole. A word is tested when both parts together use it at least five times.",
    "m_words_2": "G² is the signed log-likelihood (Rayson and Garside 2000); for a single test the limit is "
    "3.84. The log ratio is a number of doublings (Hardie 2014). All words of a comparison are tested at once "
    "and corrected by Holm's method.",
    "m_people": "Small numbers",
    "m_people_1": "Figures about fewer than five people are not shown, nor are figures they could be worked out from.",
    # the summary at the command line
    "sum_pairs": "{n} pairs: {counts}",
    "sum_themes": "{n:theme|themes}",
    # faults a report can have
    "claim_quote": "the quote does not stand verbatim in the source",
    "claim_consent": "its author was promised to be asked first, and has not said yes to exactly these words",
    "claim_figure": "the number cannot be made again: the report says {value}, the source gives {now}",
    "claim_reference": "the reference gives no number",
    "claim_bare": "the number {value} is neither a reference nor followed by its source",
    "claim_quantity": "the word “{value}” does not say how many: write “k of N” beside it, or note its source",
    "claim_contradiction": "the word “{value}” does not fit the figures beside it: {now}",
    "claim_reservation": "the reservation that this is not a representative survey is missing",
    "claim_place": "the pair does not belong here",
    "claim_line": "{section}: {fault}: “{sentence}”",
}
