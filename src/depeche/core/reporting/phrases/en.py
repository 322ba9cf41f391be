"""English texts of the report. `{name}` is set in, `{name:one|many}` brings the noun that fits."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # words of the page
    "report": "Report",
    "contents": "Contents",
    "skip": "Skip to content",
    "ground_note": "Numbers with a dotted line, and the word Source by a quote, lead to what they rest on.",
    "ground_quote": "Source",
    "background": "Background",
    "what": "What?",
    "how": "How?",
    "why": "Why?",
    "who": "Who took part?",
    "attendance": "Who was invited and who took part",
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
    "in_short": "In short",
    "slides_continued": "continued",
    "slides_of": "{n} of {count}",
    "slides_numbers": "{title} – in figures",
    "slides_table": "Table: {title}. Columns: {columns}.",
    "slides_quotes": "The quotes (number of the text, characters from–to, fingerprint of the text; [...] where words "
    "are left out):",
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
    "chart_themes_alt": "Horizontal bars. The longest is {first}; then {bars}.",
    "chart_one_alt": "One horizontal bar: {first}.",
    "chart_shared_alt": "Two columns of themes, the largest on top; lines join those they share. {most} {columns}.",
    "chart_shared_most": "Largest in {title} is {name}.",
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
    # who asks whom, themes by group, day by day
    "others_groups": "{n} other groups",
    "others_themes": "{n} other themes",
    "others_themes_unsorted": "{n} other themes and the unsorted",
    "group_not_told": "Group not known",
    "asks": "Asks",
    "replies": "Answers",
    "col_from_to": "From ↓ to →",
    "col_all": "In all",
    "col_day": "Day",
    "col_days": "Days",
    "flow_lead": "{shown:answered question|answered questions} from {relay} can be shown from group to group.",
    "flow_own": "Of {asked:answered question|answered questions} {own} went to the asker's own group ({share} %). The "
    "E-I index is {ei}; −1 is only within one's own group, 1 only across (Krackhardt and Stern 1988).",
    "flow_own_some": "In the groups whose own share can be shown, {own} of {asked:answered question|answered "
    "questions} went to the asker's own group ({share} %). The E-I index is {ei}; −1 is only within one's own group, 1 "
    "only across (Krackhardt and Stern 1988).",
    "flow_most": "The share is highest in {group}: {share} %.",
    "flow_rule": "Questions without an answer are not included. A figure is shown when at least five have asked and at "
    "least five have answered; some others are left out, so that no hidden figure can be worked out.",
    "by_group_lead": "{total:question|questions} from {relay} by theme and by the group of whoever asked.",
    "by_group_lead_answered": "{total:answered question|answered questions} from {relay} by theme and by the group of "
    "whoever asked. Questions without an answer are not included, so that the table counts the same as the one of who "
    "asks whom.",
    "by_group_several": "A question in several themes counts in each of them, so the rows can add up to more than the "
    "whole.",
    "by_group_rule": "A figure is shown when at least five have asked. Small themes and small groups are gathered, and "
    "some figures are left out, so that no hidden figure can be worked out.",
    "timeline_lead": "{questions:question|questions} and {answers:answer|answers} from {relay} have a date, from "
    "{first} to {last}.",
    "timeline_lead_questions": "{questions:question|questions} from {relay} have a date, from {first} to {last}.",
    "timeline_most": "Most questions on one day were put on {day}: {most}.",
    "timeline_gathered": "Days on which fewer than five asked or fewer than five answered are gathered with those that "
    "follow.",
    "timeline_weeks": "The figures are by week.",
    "chart_flow_title": "Questions go from group to group",
    "chart_flow_of": "{title}. Answered questions that can be shown, n = {n}; dark: to one's own group",
    "chart_flow_alt": "Ribbons from the groups that ask to those that answer. {most} {bars}.",
    "chart_flow_most": "The widest ribbon goes from {asker} to {answerer}: {n}. The others:",
    "chart_flow_bar": "{asker} to {answerer} {n}",
    "chart_cross_title": "Themes by the group that asked",
    "chart_cross_of": "{title}. Number of questions, n = {n}",
    "chart_cross_alt": "Table with bars. Largest in each group: {bars}.",
    "chart_cross_bar": "{group}: {theme} {n}",
    "chart_days_title": "Questions and answers day by day",
    "chart_days_of": "{title}. Number a day; {questions} questions, {answers} answers",
    "chart_days_of_mean": "{title}. {questions} questions and {answers} answers. The figure at a bar is the number; "
    "its height is the number a day, since some bars cover several days",
    "chart_days_alt": "Bars above the line are questions, below the line answers. {bars}.",
    "chart_days_bar": "{day}: {questions} questions, {answers} answers",
    # the method box: one relay
    "fact_open": "The relay was open from {opened} to {closed}.",
    "fact_opened": "The relay opened on {opened}.",
    "fact_closed": "The relay closed on {closed}.",
    "fact_start_everyone": "Everybody could put one question from the start, and each answer gave the right to put "
    "another.",
    "fact_start_starters": "A few began a thread each; after that each answer gave the right to put one question.",
    "fact_hours": "A question that was not answered within {hours} hours went back to whoever had put it.",
    "fact_hours_none": "There was no time limit for answering.",
    "fact_chooses_free": "People chose themselves whom to ask.",
    "fact_chooses_other_group": "People chose themselves whom to ask, in another group than their own.",
    "fact_chooses_other_sector": "People chose themselves whom to ask, in another sector than their own.",
    "fact_dealt": "The questions were dealt out by lot.",
    "fact_anonymity_hidden": "Nobody was shown who had asked.",
    "fact_anonymity_group": "Whoever was asked saw which group the question came from, when there were at least five "
    "in it, but not from whom.",
    "fact_anonymity_named": "Whoever was asked saw who asked. There are no names in the report.",
    "fact_quoting_free": "The participants were told that they may be quoted without their name.",
    "fact_quoting_ask": "The participants were promised to be asked before they are quoted; only words whose author "
    "has said yes are included.",
    "fact_quoting_asked": "Everybody quoted has been asked first.",
    "fact_no_terms": "The material does not tell by which rules the relay was run.",
    "fact_survey": "The texts are open answers to a questionnaire, not a relay.",
    "fact_interview": "The texts are passages of interviews, not a relay.",
    "fact_statements": "The texts are short statements, not a relay.",
    "m_not": "What the figures do not say",
    "m_not_1": "A number of questions shows what was asked about, not how important or how common something is. The "
    "machine has judged neither people nor what they wrote.",
    # what stands in the place of masked words
    "mask_name": "[name]",
    "mask_organisation": "[organisation]",
    "mask_place": "[place]",
    "mask_title": "[title]",
    "mask_number": "[number]",
    "mask_email": "[e-mail]",
    "mask_address": "[address]",
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
