"""Danish texts of the report. `{name}` is set in, `{name:one|many}` brings the noun that fits."""

from __future__ import annotations

from typing import Final

DANISH: Final[dict[str, str]] = {
    # words of the page
    "report": "Rapport",
    "contents": "Indhold",
    "skip": "Gå til indholdet",
    "ground_note": "Tal med prikket streg, og ordet Kilde ved et citat, fører til det, de bygger på.",
    "ground_quote": "Kilde",
    "background": "Baggrund",
    "what": "Hvad?",
    "how": "Hvordan?",
    "why": "Hvorfor?",
    "who": "Hvem deltog?",
    "attendance": "Inviterede og deltagere",
    "cross": "Tværlæsning",
    "words_alone": "Ordene i spørgsmålene",
    "method": "Sådan er rapporten lavet",
    "method_short_title": "Metoden kort",
    "questions_answers": "{title}: spørgsmål og svar",
    "themes_of": "Temaer i spørgsmålene",
    "shared_themes": "Temaerne side om side",
    "frequent_words": "Hyppigste ord i spørgsmålene",
    "compared_words": "Ord, der skiller",
    "reflection": "Refleksion",
    "closing": "Til videre drøftelse",
    "remarks": "Ord for ord",
    "own_text": "Egen tekst",
    "note": "note",
    "flow_title": "{title}: hvem spørger hvem",
    "cross_table_title": "{title}: temaer og grupper",
    "timeline_title": "{title}: dag for dag",
    "appendix_title": "{title}: alle spørgsmål",
    "appendix_lead": "Her står alle spørgsmål fra {relay} i den rækkefølge, de blev stillet; i alt "
    "{questions:spørgsmål|spørgsmål}.",
    "appendix_left_out": "Nogle er udeladt, fordi de, der skrev dem, ikke har sagt ja til at blive citeret, eller "
    "fordi nogen kunne genkendes.",
    "unsorted": "Ikke sorteret",
    "question": "Spørgsmål",
    "answer": "Svar",
    "no_answer": "Spørgsmålet fik ikke noget svar.",
    "question_by": "Stillet af {group}",
    "answer_by": "Besvaret af {group}",
    "trim": "[...]",
    "trim_read": "udeladt tekst",
    "source_note": "Kilde: {origin}",
    "published_by": "Udgivet af {publisher}",
    "page": "Side",
    "figure_hidden": "vises ikke",
    "figure_unknown": "ikke oplyst",
    "show_table": "Vis tallene som tabel",
    "missing_glyphs": "Tegn, som skrifterne i PDF-udgaven ikke rummer, er erstattet af ◊. De står i webudgaven.",
    # slides
    "in_short": "Kort fortalt",
    "slides_continued": "fortsat",
    "slides_of": "{n} af {count}",
    "slides_numbers": "{title} – i tal",
    "slides_table": "Tabel: {title}. Kolonner: {columns}.",
    "slides_quotes": "Citaterne (tekstens nummer, tegn fra–til, tekstens fingeraftryk; [...], hvor noget er udeladt):",
    "slides_figures": "Tallene, og hvordan hvert af dem er regnet:",
    # tables
    "col_theme": "Tema",
    "col_questions": "Spørgsmål",
    "col_share": "Andel",
    "col_relay": "Stafet",
    "col_people": "Deltagere",
    "col_invited": "Inviteret",
    "col_took_part": "Deltog",
    "col_answers": "Svar",
    "col_group": "Gruppe",
    "col_word": "Ord",
    "col_tokens": "Gange",
    "col_texts": "Spørgsmål",
    "col_g2": "G²",
    "col_ratio": "Logforhold",
    "col_verdict": "Bæres det?",
    "col_parts": "Ordled",
    "all_relays": "Alle",
    "all_others": "de øvrige",
    "per_cent": "{value} %",
    "shown_of": "{shown} af {chosen} valgte par",
    "questions_n": "{n:spørgsmål|spørgsmål}",
    "verdict_carried": "ja",
    "verdict_single": "kun som enkelt test",
    "verdict_none": "nej",
    "verdict_absent": "for sjældent",
    # charts
    "chart_themes_title": "Hvad spørgsmålene handler om",
    "chart_themes_of": "{title}. Antal spørgsmål i hvert tema, n = {n}",
    "chart_themes_alt": "Liggende søjler. Længst er {first}; derefter {bars}.",
    "chart_one_alt": "En liggende søjle: {first}.",
    "chart_shared_alt": "To kolonner med temaer, største øverst; linjer forbinder dem, der går igen. {most} {columns}.",
    "chart_shared_most": "Størst i {title} er {name}.",
    "chart_shared_title": "Temaernes andel i hver stafet",
    "chart_shared_of": "Procent af stafettens spørgsmål; {sources}",
    "chart_words_title": "Ordene, der går igen",
    "chart_words_of": "Gange brugt; {n} ord i spørgsmålene",
    "compare_key": "Gange brugt; i parentes antal spørgsmål med ordet. G² og logforhold over nul: mere brugt i "
    "{first}.",
    "chart_bar": "{name} {n}",
    "chart_note": "Kilde: de spørgsmål, rapporten bygger på. Optalt af Depeche.",
    # background
    "default_what": "Deltagerne har stillet hinanden spørgsmål en til en og svaret på dem{topic}. Rapporten "
    "bygger på {{{{questions}}}} spørgsmål, hvoraf {{{{answers}}}} har et svar.",
    "default_what_all": "Deltagerne har stillet hinanden spørgsmål en til en og svaret på dem{topic}. "
    "Rapporten bygger på {{{{questions}}}} spørgsmål, alle med svar.",
    "topic": " om *{topic}*",
    "default_how": "Det er deltagerne, der stiller spørgsmålene, ikke en analytiker. Et spørgsmål går til én "
    "bestemt person, og den, der svarer, kan selv spørge videre. Bagefter er spørgsmålene læst igennem og "
    "samlet i temaer.",
    "default_how_days": "Stafetten var åben i {{{{days}}}} dage. ",
    "default_how_unsorted": "Det er deltagerne, der stiller spørgsmålene, ikke en analytiker. Et spørgsmål går "
    "til én bestemt person, og den, der svarer, kan selv spørge videre. Spørgsmålene er endnu ikke sorteret i "
    "temaer.",
    "default_why": "Spørgsmålene fortæller, hvad deltagerne selv finder det værd at spørge om; svarene "
    "fortæller, hvad de har erfaret. Begge dele er ment som et afsæt for samtale og handling.",
    "reservation": "Rapporten er ikke en repræsentativ undersøgelse. Den viser, hvad de mennesker, der var "
    "med, spurgte om og svarede; den siger ikke noget om, hvor udbredt en holdning er.",
    "stated": "Hele stafetten rummede ifølge kilden {contributions:bidrag|bidrag}. Rapporten bygger på de "
    "{questions:par|par}, der foreligger.",
    "origin_note": "Kildens eget forbehold",
    # per relay
    "lead": "Her er {questions:spørgsmål|spørgsmål} fra {relay}. {answers} af dem har et svar.",
    "lead_all": "Her er {questions:spørgsmål|spørgsmål} fra {relay}, alle med svar.",
    "lead_none": "Her er {questions:spørgsmål|spørgsmål} fra {relay}. Svarene er ikke med i materialet.",
    "lead_themes": "De er samlet i {themes:tema|temaer} efter, hvad spørgsmålet handler om.",
    "lead_unsorted_some": "{unsorted} af dem er endnu ikke sorteret i et tema.",
    "lead_unsorted_all": "De er endnu ikke sorteret i temaer.",
    "lead_several": "{several:spørgsmål|spørgsmål} ligger i flere temaer og tæller med i hvert af dem, så andelene kan "
    "tilsammen give mere end 100 %.",
    "lead_empty": "Der er ingen spørgsmål i {relay}.",
    "rest_themes": "Listen viser de største temaer; {more:mindre tema|mindre temaer} er udeladt her.",
    # cross-reading
    "cross_lead": "Her læses der på tværs af {relays:stafet|stafetter}. Tallene er et oplæg til eftertanke.",
    "words_lead": "Ord tælles i deres grundform i spørgsmålene alene; småord er udeladt. Et ord, som én person "
    "bruger mange gange, er én persons ord: Derfor står antallet af spørgsmål ved siden af.",
    "compare_none": "{tests:ord|ord} er sammenlignet mellem {first} og {second}. Ingen af forskellene holder, "
    "når der korrigeres for så mange test: Teksterne kan ikke bære et udsagn om, at den ene side bruger et ord "
    "mere end den anden.",
    "compare_some": "{tests:ord|ord} er sammenlignet mellem {first} og {second}. {carried} af forskellene "
    "holder, når der korrigeres for så mange test.",
    "compare_untested": "Intet ord bruges ofte nok i {first} og {second} til at blive sammenlignet.",
    "remark_counts": "{word}: {a:gang|gange} hos {first} (i {at:spørgsmål|spørgsmål}), {b:gang|gange} hos "
    "{second} (i {bt:spørgsmål|spørgsmål}).",
    "remark_carried": "Forskellen holder efter Holms korrektion for {tests:test|test}: G² = {g2}, p = {p}.",
    "remark_single": "Set for sig er forskellen større end ventet (G² = {g2}), men den holder ikke efter Holms "
    "korrektion for {tests:test|test} (p = {p}). Teksterne bærer den altså ikke.",
    "remark_none": "Ingen forskel at bygge på (G² = {g2}).",
    "remark_absent": "Ordet er for sjældent til at blive testet: Det kræver mindst fem forekomster i alt.",
    # method
    "method_short": "Rapporten bygger på {questions:spørgsmål|spørgsmål} og {answers:svar|svar}. Hvert citat "
    "er ordret fra kilden, og hvert tal er regnet efter, da rapporten blev lavet.",
    "m_material": "Materialet",
    "m_material_1": "Analysen omfatter {questions:spørgsmål|spørgsmål} fra {relays:stafet|stafetter}; "
    "{answers} har et svar.",
    "m_themes": "Temaer",
    "m_themes_1": "Hvert spørgsmål ligger i højst ét tema. Temaerne er menneskers sortering; maskinen har kun talt.",
    "m_themes_several": "Et spørgsmål kan ligge i flere temaer. Det tæller med i dem alle, så andelene kan tilsammen "
    "give mere end 100 %; det trykkes i det tema, det først blev lagt i. Temaerne er menneskers sortering; maskinen "
    "har kun talt.",
    "m_quotes": "Citater",
    "m_quotes_1": "Citater er ordrette. Udeladt tekst er mærket [...], og fremhævninger er vores.",
    "m_quotes_2": "Når et tema har mange valgte par, vises højst {limit}: først par med fremhævninger, "
    "derefter jævnt fordelt i den rækkefølge, de blev skrevet. Alle par står i kilden.",
    "m_words": "Ord",
    "m_words_1": "Ord føres tilbage til grundformen, så bøjninger tælles sammen; sammensatte ord tælles hele. "
    "Et ord testes, når det bruges mindst fem gange i de to dele tilsammen.",
    "m_words_2": "G² er den fortegnsbestemte log-likelihood (Rayson og Garside 2000); for én enkelt test er "
    "grænsen 3,84. Logforholdet er antal fordoblinger (Hardie 2014). Alle ordene i en sammenligning testes "
    "samtidig og korrigeres efter Holm.",
    "m_people": "Små tal",
    "m_people_1": "Tal om færre end fem mennesker vises ikke, og heller ikke tal, de kunne regnes ud fra.",
    # who asks whom, themes by group, day by day
    "others_groups": "{n} andre grupper",
    "others_themes": "{n} andre temaer",
    "others_themes_unsorted": "{n} andre temaer og det usorterede",
    "group_not_told": "Gruppe ikke oplyst",
    "asks": "Spørger",
    "replies": "Svarer",
    "col_from_to": "Fra ↓ til →",
    "col_all": "I alt",
    "col_day": "Dag",
    "col_days": "Dage",
    "flow_lead": "{shown:besvaret spørgsmål|besvarede spørgsmål} fra {relay} kan vises fra gruppe til gruppe.",
    "flow_own": "Af {asked:besvaret spørgsmål|besvarede spørgsmål} gik {own} til spørgerens egen gruppe ({share} %). "
    "E-I-indekset er {ei}; −1 er kun inden for egen gruppe, 1 kun på tværs (Krackhardt og Stern 1988).",
    "flow_own_some": "I de grupper, hvis egen andel kan vises, gik {own} af {asked:besvaret spørgsmål|besvarede "
    "spørgsmål} til spørgerens egen gruppe ({share} %). E-I-indekset er {ei}; −1 er kun inden for egen gruppe, 1 kun "
    "på tværs (Krackhardt og Stern 1988).",
    "flow_most": "Højest er andelen i {group}: {share} %.",
    "flow_rule": "Spørgsmål uden svar er ikke med. Et tal vises, når mindst fem har spurgt og mindst fem har svaret; "
    "enkelte andre er udeladt, så ingen skjulte tal kan regnes ud.",
    "by_group_lead": "{total:spørgsmål|spørgsmål} fra {relay} er fordelt efter tema og efter spørgerens gruppe.",
    "by_group_lead_answered": "{total:besvaret spørgsmål|besvarede spørgsmål} fra {relay} er fordelt efter tema og "
    "efter spørgerens gruppe. Spørgsmål uden svar er ikke med, så tabellen tæller det samme som den over, hvem der "
    "spørger hvem.",
    "by_group_several": "Et spørgsmål i flere temaer tæller med i hvert af dem, så rækkerne kan tilsammen give mere "
    "end i alt.",
    "by_group_rule": "Et tal vises, når mindst fem har spurgt. Små temaer og små grupper er lagt sammen, og enkelte "
    "tal er udeladt, så ingen skjulte tal kan regnes ud.",
    "timeline_lead": "{questions:spørgsmål|spørgsmål} og {answers:svar|svar} fra {relay} har en dato, fra {first} til "
    "{last}.",
    "timeline_lead_questions": "{questions:spørgsmål|spørgsmål} fra {relay} har en dato, fra {first} til {last}.",
    "timeline_most": "Flest spørgsmål på én dag blev stillet {day}: {most}.",
    "timeline_gathered": "Dage, hvor færre end fem har spurgt eller færre end fem har svaret, er lagt sammen med de "
    "følgende.",
    "timeline_weeks": "Tallene står uge for uge.",
    "chart_flow_title": "Spørgsmålene går fra gruppe til gruppe",
    "chart_flow_of": "{title}. Antal besvarede spørgsmål, der kan vises, n = {n}; mørkt: til egen gruppe",
    "chart_flow_alt": "Bånd fra de grupper, der spørger, til dem, der svarer. {most} {bars}.",
    "chart_flow_most": "Det bredeste bånd går fra {asker} til {answerer}: {n}. De øvrige:",
    "chart_flow_bar": "{asker} til {answerer} {n}",
    "chart_cross_title": "Temaer efter spørgernes gruppe",
    "chart_cross_of": "{title}. Antal spørgsmål, n = {n}",
    "chart_cross_alt": "Tabel med søjler. Størst i hver gruppe: {bars}.",
    "chart_cross_bar": "{group}: {theme} {n}",
    "chart_days_title": "Spørgsmål og svar dag for dag",
    "chart_days_of": "{title}. Antal pr. dag; {questions} spørgsmål, {answers} svar",
    "chart_days_of_mean": "{title}. {questions} spørgsmål og {answers} svar. Tallet ved en søjle er antallet; "
    "højden er antallet pr. dag, da nogle søjler dækker flere dage",
    "chart_days_alt": "Søjler over linjen er spørgsmål, under linjen svar. {bars}.",
    "chart_days_bar": "{day}: {questions} spørgsmål, {answers} svar",
    # the method box: one relay
    "fact_open": "Stafetten var åben fra {opened} til {closed}.",
    "fact_opened": "Stafetten åbnede {opened}.",
    "fact_closed": "Stafetten lukkede {closed}.",
    "fact_start_everyone": "Alle kunne fra begyndelsen stille ét spørgsmål, og hvert svar gav ret til at stille et "
    "til.",
    "fact_start_starters": "Nogle få begyndte hver sin tråd; derefter gav hvert svar ret til at stille ét spørgsmål.",
    "fact_hours": "Et spørgsmål, der ikke var besvaret inden for {hours} timer, gik tilbage til den, der stillede det.",
    "fact_hours_none": "Der var ingen frist for at svare.",
    "fact_chooses_free": "Man valgte selv, hvem man spurgte.",
    "fact_chooses_other_group": "Man valgte selv, hvem man spurgte, i en anden gruppe end sin egen.",
    "fact_chooses_other_sector": "Man valgte selv, hvem man spurgte, i en anden sektor end sin egen.",
    "fact_dealt": "Spørgsmålene blev delt ud ved lodtrækning.",
    "fact_anonymity_hidden": "Ingen fik vist, hvem der havde spurgt.",
    "fact_anonymity_group": "Den, der blev spurgt, så hvilken gruppe spørgsmålet kom fra, når der var mindst fem i "
    "den, men ikke fra hvem.",
    "fact_anonymity_named": "Den, der blev spurgt, så, hvem der spurgte. I rapporten står der ingen navne.",
    "fact_quoting_free": "Deltagerne fik at vide, at de kan blive citeret uden navn.",
    "fact_quoting_ask": "Deltagerne er lovet at blive spurgt, før de citeres; kun ord, forfatteren har sagt ja til, er "
    "med.",
    "fact_quoting_asked": "Alle, der citeres, er spurgt først.",
    "fact_no_terms": "Materialet fortæller ikke, efter hvilke regler stafetten forløb.",
    "fact_survey": "Teksterne er åbne svar fra et spørgeskema, ikke en stafet.",
    "fact_interview": "Teksterne er passager fra interview, ikke en stafet.",
    "fact_statements": "Teksterne er korte udsagn, ikke en stafet.",
    "m_not": "Hvad tallene ikke siger",
    "m_not_1": "Et antal spørgsmål viser, hvad der blev spurgt om, ikke hvor vigtigt eller udbredt noget er. Maskinen "
    "har hverken bedømt mennesker eller det, de skrev.",
    # what stands in the place of masked words
    "mask_name": "[navn]",
    "mask_organisation": "[organisation]",
    "mask_place": "[sted]",
    "mask_title": "[titel]",
    "mask_number": "[nummer]",
    "mask_email": "[e-mail]",
    "mask_address": "[adresse]",
    # the summary at the command line
    "sum_pairs": "{n} par: {counts}",
    "sum_themes": "{n:tema|temaer}",
    # faults a report can have
    "claim_quote": "citatet står ikke ordret i kilden",
    "claim_consent": "den, der skrev det, er lovet at blive spurgt først og har ikke sagt ja til netop disse ord",
    "claim_figure": "tallet kan ikke regnes efter: rapporten siger {value}, kilden giver {now}",
    "claim_reference": "henvisningen giver intet tal",
    "claim_bare": "tallet {value} er hverken en henvisning eller forsynet med en kilde",
    "claim_quantity": "ordet ”{value}” siger ikke, hvor mange: skriv ”k af N” med, eller notér kilden",
    "claim_contradiction": "ordet ”{value}” passer ikke til tallene ved siden af: {now}",
    "claim_reservation": "forbeholdet om, at undersøgelsen ikke er repræsentativ, mangler",
    "claim_place": "parret hører ikke til her",
    "claim_line": "{section}: {fault}: ”{sentence}”",
}
