//! How sure is an act in its sentence a position, whose, and of which kind?

use std::ops::Range;

use super::acts::{Act, Auxiliary, Form, FoundAct, auxiliary};
use super::bodies::{Class, Mention};
use super::find::Positions;
use super::place::Place;
use super::roll::LOCAL_BEGINS;
use super::setting::{council, fraction};
use super::subject::{Told, holder, subject};
use super::{Direction, Holder, PositionKind};
use crate::document::words::Words;
use crate::document::{Body, DocumentKind, dates_in};
use crate::passage::role::{Lead, Role, Sign};

/// The role of the passage says the same.
const AGREES: f32 = 1.5;
/// Nobody is named who does it.
const MISSING: f32 = -4.0;
/// Nobody has to be named: a point, a line of a list of decisions.
const UNNAMED: f32 = -1.0;
/// It is told as what may be.
const SUPPOSED: f32 = -3.0;
/// Words of the longest letter with a view: what stands behind is an annex, of which others are `wij`.
const LETTER_WORDS: usize = 4_000;
/// Words that make of what follows a supposition.
const SUPPOSING: &[&str] =
    &["als", "indien", "of", "wanneer", "zodra", "nadat", "totdat", "voordat", "zolang", "tenzij", "hoe", "waarom"];
/// What begins a clause of what is to come, or a mere comparison, and how far before its participle.
const CLAUSES: &[&str] = &["zodra", "totdat", "nadat", "voordat", "als", "indien", "wanneer", "alvorens", "zoals"];
const SUPPOSED_WORDS: usize = 8;
/// What the decider does where nobody is named; `is vastgesteld` may be anybody's.
const LEFT_OPEN: &[&str] = &["besloten", "uitgesteld", "aangehouden", "verdaagd", "opgeschort"];

/// What was made of an act.
pub(super) struct Reading {
    pub score: f32,
    pub holder: Holder,
    pub kind: PositionKind,
    /// Whether it is told of the past.
    pub is_past: bool,
}

impl Positions {
    /// What an act is worth where it stands; `None` where it is none, or nobody is known who does it.
    pub(super) fn read(&self, place: &Place<'_>, found: &FoundAct, mentions: &[Mention]) -> Option<Reading> {
        let Act { form, kind, weight, .. } = *found.act;
        let at_start = found.words.start <= place.sentence.start + 1;
        match form {
            Form::Veto | Form::None | Form::Cue => None,
            Form::Imperative => self.read_imperative(place, found),
            Form::Point => {
                // `de jaarstukken 2023 vast te stellen`
                let closes =
                    found.words.end == place.sentence.end && !found.words.is_empty() && !found.act.phrase.is_empty();
                let is_proposed = matches!(place.role, Role::Proposal | Role::Decision);
                let is_labelled = is_behind_label(place, found);
                let is_placed = at_start || is_labelled || place.is_led_point();
                if !(is_placed || closes && is_proposed && place.opens_line) {
                    return None;
                }
                let (kind, context) = self.point_kind(place)?;
                let is_proposed =
                    found.act.phrase.contains("voor te stellen") || found.act.phrase.ends_with("voorstellen");
                let kind = if is_proposed { PositionKind::Proposal } else { kind };
                let holder = self.point_holder(kind)?;
                Some(Reading { score: weight + context, holder, kind, is_past: false })
            }
            Form::Outcome => {
                // Whoever tables a motion, the council adopts or rejects it; it is taken back by those.
                let is_tabled = matches!(self.setting.kind, Some(DocumentKind::Motion | DocumentKind::Amendment));
                let is_of_council = ["motie", "amendement"].iter().any(|of| found.act.phrase.starts_with(of))
                    || is_tabled && found.act.direction != Direction::Neutral;
                let first = place.sentence.start;
                let opens = found.words.start == first || at_start && is_mark(place.words.get(first));
                if found.act.is_alone() && found.words.len() == 1 && !opens {
                    return None;
                }
                // `Een motie kan tot de stemming worden ingetrokken`
                let told = first..place.sentence.end.min(found.words.end + 2);
                if told.into_iter().any(|at| MAY.contains(&place.words.get(at))) {
                    return None;
                }
                let of_council = self.setting.municipality.as_deref().map(council).filter(|_| is_of_council);
                let holder =
                    of_council.or_else(|| self.setting.decider.clone()).unwrap_or_else(|| unnamed(Body::Council));
                let listed = matches!(
                    self.setting.kind,
                    Some(
                        DocumentKind::Minutes
                            | DocumentKind::Decision
                            | DocumentKind::Motion
                            | DocumentKind::Agenda
                            | DocumentKind::Amendment
                    ) | None
                );
                let is_alone = place.opens_line
                    && at_start
                    && ["conform", "akkoord"].iter().any(|word| found.act.phrase.starts_with(word));
                let score = weight + if listed || is_of_council || is_alone { 0.0 } else { MISSING };
                Some(Reading { score, holder, kind, is_past: true })
            }
            Form::Writer => {
                let agrees = if agrees(place.role, kind) { AGREES } else { 0.0 };
                let holder = self.setting.writer.clone()?;
                Some(Reading {
                    score: weight + agrees,
                    kind: self.view_kind(found.act, &holder, place),
                    holder,
                    is_past: false,
                })
            }
            Form::Judgement if self.has_no_writer() => None,
            Form::Judgement => {
                let is_opinion =
                    self.setting.kind == Some(DocumentKind::Opinion) || place.lead_role() == Some(Role::Opinion);
                let agrees = match (is_opinion, place.role) {
                    (true, Role::Opinion | Role::Request | Role::Decision | Role::Argument | Role::Objection) => AGREES,
                    (_, Role::Opinion) => AGREES - 1.0,
                    _ => MISSING,
                };
                let holder = self.setting.writer.clone()?;
                let kind = self.view_kind(found.act, &holder, place);
                // `De nota moet op 1 juli 2021 klaar zijn` is a fact.
                let is_planned = !dates_in(place.text.get(place.bytes()).unwrap_or_default()).is_empty();
                let planned = if is_planned { 2.0 * UNNAMED } else { 0.0 };
                Some(Reading { score: weight + agrees + planned, holder, kind, is_past: false })
            }
            Form::Participle if found.words.len() == 1 && is_attribute(place.words, found.words.start) => None,
            Form::Verb | Form::Participle => self.read_verb(place, found, mentions),
        }
    }

    fn read_verb(&self, place: &Place<'_>, found: &FoundAct, mentions: &[Mention]) -> Option<Reading> {
        let Act { form, kind, weight, .. } = *found.act;
        let Place { text, words, sentence, .. } = place;
        let is_list =
            matches!(self.setting.kind, Some(DocumentKind::Minutes | DocumentKind::Decision | DocumentKind::Agenda));
        let mut score = weight;
        let is_record = matches!(self.setting.kind, Some(DocumentKind::Minutes | DocumentKind::Agenda));
        // `gelezen het voorstel, besluit: 1.` leads in.
        let rest = sentence.end.saturating_sub(found.words.end);
        if rest <= 1 && matches!(words.get(found.words.start), "besluit" | "besluiten") {
            return None;
        }
        let told = subject(words, sentence, found, mentions);
        // `Verzoekt het college`: whom it asks stands behind it.
        let is_motion = self.setting.kind == Some(DocumentKind::Motion) && kind == PositionKind::Request;
        let is_behind = |told: &Told<'_>| matches!(told, Told::By(mention) if mention.words.start > found.words.start);
        let is_headless = self.is_headless(place, found) || is_motion && form == Form::Verb && is_behind(&told);
        let told = if is_headless { Told::Missing } else { told };
        let party = self.unlisted_party(place, found.words.start);
        let who = match told {
            _ if party.is_some() => party,
            Told::By(mention) => {
                if mention.class == Class::Writer && self.has_no_writer() {
                    return None;
                }
                // What a board expects of the coming year is no view; what a council expects of a board is.
                let is_forecast = found.act.phrase.starts_with("verwacht") && mention.class == Class::Writer;
                if is_forecast && self.setting.kind != Some(DocumentKind::Opinion) {
                    score += 2.0 * UNNAMED;
                }
                // `Dit voorstel zal de raad minder keuze geven`
                let is_own = matches!(mention.class, Class::Writer | Class::Alderman);
                if found.act.is_open() && mention.words.start > found.words.start && !is_own {
                    score += MISSING;
                }
                let begin = mention.words.start.max(sentence.start);
                let before = begin.saturating_sub(2).max(sentence.start)..begin;
                if before.into_iter().any(|at| SUPPOSING.contains(&words.get(at))) {
                    score += SUPPOSED;
                }
                let named = (mention.class == Class::Same).then(|| self.antecedent(place, mention, mentions)).flatten();
                named.or_else(|| holder(text, words, mention, &self.setting, self.last_of_others()))
            }
            // `wordt voorgesteld` is the writer's; `is gevraagd` may be anybody's.
            Told::Nobody => {
                score += match kind {
                    PositionKind::Proposal if is_told_before(words, found) => MISSING,
                    PositionKind::Proposal => 0.0,
                    PositionKind::Decision if is_record => 0.0,
                    // `is vastgesteld` is a fact of anybody.
                    PositionKind::Decision if LEFT_OPEN.contains(&found.act.phrase) => UNNAMED,
                    _ if found.act.is_said_of_all() => UNNAMED,
                    _ => MISSING,
                };
                self.implied(kind)
            }
            Told::Missing => {
                score += if is_headless { 0.0 } else { MISSING };
                self.decider_or(kind)
            }
        };
        let who = who?;
        let is_of_paper =
            [&self.setting.writer, &self.setting.decider].into_iter().flatten().any(|own| own.name == who.name);
        // What others are still to decide: `Het algemeen bestuur stelt de begroting op 3 juli vast`.
        let is_to_come = kind == PositionKind::Decision && !is_list && !found.act.particles_are("beschikbaar");
        // A rule tells in the present what bodies do.
        let is_duty = matches!(kind, PositionKind::Decision | PositionKind::Request | PositionKind::Proposal);
        let is_rule = matches!(self.setting.kind, Some(DocumentKind::Ordinance))
            || self.setting.kind == Some(DocumentKind::Other) && is_duty;
        if (is_to_come || is_rule) && !is_of_paper && is_present(words, found) {
            score += SUPPOSED;
        }
        if agrees(place.role, kind) {
            score += AGREES;
        }
        // `… kan worden geopend zodra het plan is vastgesteld`, `zoals vastgesteld in …`
        let near = found.words.start.saturating_sub(SUPPOSED_WORDS).max(sentence.start)..found.words.start;
        // `als eerste`
        let is_clause = |at: usize| {
            CLAUSES.contains(&words.get(at)) && !matches!(words.get(at + 1), "eerste" | "enige" | "laatste")
        };
        if form == Form::Participle && near.into_iter().any(is_clause) {
            score += SUPPOSED;
        }
        // `Zodra de nota is vastgesteld, …`
        let opens_with = words.get(sentence.start);
        let before = text.get(words.begin(sentence.start)..words.begin(found.words.start)).unwrap_or_default();
        let is_supposed = !(opens_with == "als" && words.get(sentence.start + 1) == "gevolg");
        if is_supposed
            && matches!(opens_with, "zodra" | "nadat" | "als" | "indien" | "wanneer" | "totdat" | "mocht")
            && !before.contains(',')
        {
            score += SUPPOSED;
        }
        if matches!(place.role, Role::Planning | Role::Question) {
            score += UNNAMED;
        }
        let kind = self.view_kind(found.act, &who, place);
        // `zal … moeten`, `zal … worden gegeven` promise nothing.
        let is_plain = ["zeg", "toegezegd", "kunnen", "kan"].iter().any(|begin| found.act.phrase.starts_with(begin));
        if kind == PositionKind::Commitment && !is_plain {
            let near = found.words.end..sentence.end.min(found.words.end + 25);
            let is_clause =
                |at: &usize| matches!(words.get(*at), "of" | "dat" | "die" | "om" | "zodat" | "waar" | "hoe");
            let near = near.take_while(|at| !is_clause(at));
            let is_vague = |at: usize| matches!(words.get(at), "worden" | "moeten" | "kunnen" | "mogen" | "zijn");
            let is_idle = near.into_iter().any(is_vague) || found.act.is_open() && !self.may_promise(&who);
            score += if is_idle { MISSING } else { 0.0 };
        }
        let is_past = form == Form::Participle || words.get(found.words.start).ends_with("oot");
        Some(Reading { score, holder: who, kind, is_past })
    }

    /// Whether `wij` is nobody in particular: who speaks at a meeting, or who wrote an annex.
    pub(super) fn has_no_writer(&self) -> bool {
        match self.setting.kind {
            _ if self.is_spoken => false,
            Some(DocumentKind::Minutes | DocumentKind::Agenda) => true,
            Some(DocumentKind::Opinion) => self.words > LETTER_WORDS,
            _ => false,
        }
    }

    /// Who `zij` is: whoever is named before it in the sentence, also behind a preposition.
    fn antecedent(&self, place: &Place<'_>, pronoun: &Mention, mentions: &[Mention]) -> Option<Holder> {
        let is_other = |mention: &&Mention| {
            mention.words.end <= pronoun.words.start
                && !matches!(mention.class, Class::Same | Class::Writer | Class::Reader)
        };
        let mention = mentions.iter().rfind(is_other)?;
        holder(place.text, place.words, mention, &self.setting, None)
    }

    /// Who was named last, where that is not who writes, who says `wij`.
    pub(super) fn last_of_others(&self) -> Option<&Holder> {
        let writer = self.setting.writer.as_ref().filter(|_| !self.is_spoken).map(|writer| &writer.name);
        self.last.as_ref().filter(|last| Some(&last.name) != writer)
    }

    /// Whether it is the verb of a motion or decision, whose subject stands at the head of the paper: `Verzoekt het college …`.
    fn is_headless(&self, place: &Place<'_>, found: &FoundAct) -> bool {
        let Place { text, words, sentence, .. } = place;
        let is_paper = matches!(
            self.setting.kind,
            Some(
                DocumentKind::Motion
                    | DocumentKind::Decision
                    | DocumentKind::Minutes
                    | DocumentKind::Agenda
                    | DocumentKind::Amendment
            )
        );
        let first = words.get(found.words.start);
        if !is_paper || found.act.form != Form::Verb || !(first.ends_with('t') || first.ends_with("en")) {
            return false;
        }
        let opens = found.words.start == sentence.start
            || found.words.start == sentence.start + 1 && is_mark(words.get(sentence.start));
        // `Tegen stemden CDA en D66`
        if matches!(first, "tegen" | "voor") {
            return false;
        }
        // `gelet op artikel 3 besluit: …`
        let leads = || text.get(words.bytes(found.words.clone()).end..).is_some_and(|behind| behind.starts_with(':'));
        // `Besluit:` at the start is a label; `… kunt u hier vinden: …` is no decision.
        let decides = matches!(found.act.kind, PositionKind::Decision | PositionKind::Request);
        if opens { !leads() } else { decides && leads() }
    }

    /// The decider of a paper whose verb has no subject.
    fn decider_or(&self, kind: PositionKind) -> Option<Holder> {
        self.setting.decider.clone().or_else(|| self.implied(kind))
    }

    /// Who does what is told without a name: what is proposed or promised is the writer's, what is decided the decider's.
    pub(super) fn implied(&self, kind: PositionKind) -> Option<Holder> {
        match kind {
            PositionKind::Decision => self.setting.decider.clone(),
            _ => self.setting.writer.clone(),
        }
    }

    /// A local party, of which there is no list: `Politiek op Inhoud maakt zich zorgen`. Of persons nothing is told, so that
    /// its name has to begin as those of parties do.
    fn unlisted_party(&self, place: &Place<'_>, end: usize) -> Option<Holder> {
        let Place { text, words, sentence, .. } = place;
        let name = sentence.start..end;
        let told = text.get(words.bytes(name.clone())).filter(|_| (2..=4).contains(&name.len()))?;
        let mut parts = told.split_whitespace();
        let is_name = told.starts_with(char::is_uppercase)
            && parts.next_back().is_some_and(|last| last.starts_with(char::is_uppercase))
            && LOCAL_BEGINS.contains(&words.get(sentence.start));
        is_name.then(|| fraction(told, self.setting.municipality.clone()))
    }

    /// Whether somebody may promise in this paper: whoever writes it, and who governs. What others are to do is planning.
    fn may_promise(&self, who: &Holder) -> bool {
        let own = [&self.setting.writer, &self.setting.decider];
        own.into_iter().flatten().any(|own| own.name == who.name)
            || matches!(who.body, Some(Body::Executive))
            || ["wethouder", "burgemeester", "portefeuillehouder"].iter().any(|office| who.name.starts_with(office))
    }

    /// `Zorg dat iedere cliënt een vaste begeleider houdt.`
    fn read_imperative(&self, place: &Place<'_>, found: &FoundAct) -> Option<Reading> {
        let is_adviser = |name: &str| {
            ["advies", "client", "cliënt", "rekenkamer", "participatie"].iter().any(|of| name.contains(of))
        };
        let advises = self.setting.kind == Some(DocumentKind::Opinion)
            || self.setting.writer.as_ref().is_some_and(|writer| is_adviser(&writer.name.to_lowercase()));
        let first = place.sentence.start;
        let opens = found.words.start == first || found.words.start == first + 1 && is_mark(place.words.get(first));
        let holder = self.setting.writer.clone().filter(|_| advises && opens && !self.has_no_writer())?;
        let at = place.words.begin(found.words.start);
        let is_capital = place.text.get(at..).is_some_and(|told| told.starts_with(char::is_uppercase));
        is_capital.then_some(Reading { score: found.act.weight, holder, kind: found.act.kind, is_past: false })
    }

    /// What a council thinks of what others intend is a zienswijze.
    pub(super) fn view_kind(&self, act: &Act, holder: &Holder, place: &Place<'_>) -> PositionKind {
        let kind = act.kind;
        // `De raad stemt in` is what it decides, in its own decision.
        let is_agreed = act.phrase.starts_with("stem");
        let is_council = holder.body == Some(Body::Council);
        let is_tabled = matches!(self.setting.kind, Some(DocumentKind::Motion | DocumentKind::Amendment));
        let is_led = place.lead_role() == Some(Role::Opinion) && !is_tabled;
        let is_own_view = self.setting.kind == Some(DocumentKind::Opinion);
        let is_view = kind == PositionKind::View;
        let is_decided = matches!(self.setting.kind, Some(DocumentKind::Minutes | DocumentKind::Decision));
        if is_decided && !is_led && is_agreed && self.setting.decider.as_ref() == Some(holder) {
            return PositionKind::Decision;
        }
        let names_one = || {
            let told = place.text.get(place.bytes()).unwrap_or_default().to_lowercase();
            told.contains("zienswijze")
        };
        let agreed = kind == PositionKind::Decision
            && !is_own_view
            && is_council
            && names_one()
            && self.setting.decider.as_ref() != Some(holder);
        if is_view && is_council && (is_own_view || is_led || names_one()) || agreed {
            PositionKind::Opinion
        } else {
            kind
        }
    }

    /// What a point is where it stands, and what that place says for it.
    fn point_kind(&self, place: &Place<'_>) -> Option<(PositionKind, f32)> {
        let of_role = |role: Role| match role {
            Role::Decision => Some(PositionKind::Decision),
            Role::Proposal => Some(PositionKind::Proposal),
            Role::Request => Some(PositionKind::Request),
            Role::Opinion => Some(PositionKind::Opinion),
            _ => None,
        };
        let of_kind = match self.setting.kind {
            Some(DocumentKind::Decision | DocumentKind::Minutes) => Some(PositionKind::Decision),
            Some(DocumentKind::Proposal | DocumentKind::Amendment | DocumentKind::Memo | DocumentKind::Note) => {
                Some(PositionKind::Proposal)
            }
            Some(DocumentKind::Motion) => Some(PositionKind::Request),
            _ => None,
        };
        if let Some(kind) = place.lead_role().and_then(of_role) {
            // What a motion or an amendment thinks is no zienswijze.
            let is_tabled = matches!(self.setting.kind, Some(DocumentKind::Motion | DocumentKind::Amendment));
            let kind = if is_tabled && kind == PositionKind::Opinion { PositionKind::View } else { kind };
            return Some((kind, AGREES));
        }
        if let Some(Lead { sign: Sign::Point, .. }) = place.lead
            && let Some(kind) = of_kind
        {
            return Some((kind, AGREES));
        }
        match (of_role(place.role), of_kind) {
            (Some(kind), _) => Some((kind, 1.0)),
            (None, Some(kind)) => Some((kind, UNNAMED)),
            _ => None,
        }
    }

    fn point_holder(&self, kind: PositionKind) -> Option<Holder> {
        let is_proposal = self.setting.kind == Some(DocumentKind::Proposal);
        match kind {
            PositionKind::Decision if is_proposal => self.setting.municipality.as_deref().map(council),
            PositionKind::Decision | PositionKind::Request | PositionKind::Opinion | PositionKind::View => {
                self.setting.decider.clone()
            }
            _ => self.setting.writer.clone(),
        }
    }
}

/// `was al voorgesteld`: by whom is not told.
fn is_told_before(words: &Words, found: &FoundAct) -> bool {
    match auxiliary(words, found.words.start) {
        Some(Auxiliary::Passive(at)) => matches!(words.get(at), "was" | "waren" | "werd" | "werden"),
        _ => false,
    }
}

/// Words that make of an outcome what may be.
const MAY: &[&str] = &["kan", "kunnen", "mag", "mogen", "moet", "moeten", "dient", "dienen"];

/// Whether a point stands behind the label of its list, run into one line: `Beslispunten In te stemmen met …`.
fn is_behind_label(place: &Place<'_>, found: &FoundAct) -> bool {
    const LABELS: &[&str] = &["beslispunten", "beslispunt", "besluitpunt", "besluitpunten", "beslisvoorstel"];
    let Range { start, .. } = found.words;
    let begin = place.words.begin(start);
    let is_capital = place.text.get(begin..).is_some_and(|told| told.starts_with(char::is_uppercase));
    start > place.sentence.start && is_capital && LABELS.contains(&place.words.get(start - 1))
}

/// The mark of a point: `1`, `a`.
fn is_mark(word: &str) -> bool {
    word.len() == 1 || word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether an act is told in the present: `stelt vast`, `wordt vastgesteld`.
fn is_present(words: &Words, found: &FoundAct) -> bool {
    let first = words.get(found.words.start);
    match found.act.form {
        Form::Participle => match auxiliary(words, found.words.start) {
            Some(Auxiliary::Passive(at)) => matches!(words.get(at), "wordt" | "worden"),
            _ => false,
        },
        // `stelden`, `besloten`; `heeft … gekozen`
        _ => !first.ends_with(['e', 'd']) && !first.ends_with("den") && first != "besloot" && !first.starts_with("he"),
    }
}

/// `een vastgesteld protocol`
fn is_attribute(words: &Words, at: usize) -> bool {
    let before = if at > 0 { words.get(at - 1) } else { "" };
    matches!(before, "een" | "het" | "de" | "geen" | "elk" | "dit" | "ons")
}

/// Whether the role of the passage says the same as the kind of the act.
fn agrees(role: Role, kind: PositionKind) -> bool {
    match kind {
        PositionKind::Decision => role == Role::Decision,
        PositionKind::Opinion | PositionKind::View => matches!(role, Role::Opinion | Role::Objection),
        PositionKind::Proposal => role == Role::Proposal,
        PositionKind::Request => role == Role::Request,
        PositionKind::Commitment => matches!(role, Role::Commitment | Role::Answer),
    }
}

/// A body of which the paper does not say whose it is.
fn unnamed(body: Body) -> Holder {
    let name = if body == Body::Council { "gemeenteraad" } else { "college" };
    Holder { name: name.to_owned(), body: Some(body), of: None }
}
