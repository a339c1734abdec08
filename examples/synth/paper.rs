//! Papers: kind, letterhead, sections, signature; as blocks that each format writes in its own way.

use crate::numbers::Numbers;
use crate::place::{ARRANGEMENTS, Arrangement, Day, MUNICIPALITIES};
use crate::writer::{Writer, capital};

/// Papers of this many numbers in a row may be one letter to several municipalities.
const SERIES: u64 = 8;
/// How often they are, in a thousand.
const SERIES_SHARE: usize = 150;
/// The longest paper, in words; real ones beyond it are bundles.
const MAX_WORDS: f64 = 20_000.0;
/// The shortest.
const MIN_WORDS: f64 = 15.0;

/// What a paper is.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// As its letterhead calls it.
    pub dutch: &'static str,
    /// As file names call it.
    pub short: &'static str,
    /// Value of griffie's `kind`.
    pub value: &'static str,
    /// Mean and deviation of the logarithm of its number of words, in hundredths.
    length: (u16, u16),
    headings: &'static [&'static str],
}

const fn kind(
    dutch: &'static str,
    short: &'static str,
    value: &'static str,
    length: (u16, u16),
    headings: &'static [&'static str],
) -> Kind {
    Kind { dutch, short, value, length, headings }
}

const LETTER: Kind = kind("Brief", "brief", "letter", (565, 150), &["Aanleiding", "Verzoek", "Vervolg"]);
const OPINION: Kind =
    kind("Zienswijze", "zienswijze", "opinion", (565, 140), &["Aanleiding", "Zienswijze", "Overwegingen"]);

/// Kinds with their shares in a thousand: council archives hold mostly proposals, decisions and letters. Lengths of proposals,
/// decisions, motions and records are near those of 307 papers of one council (docs/operations.md), without what is
/// bound in with them; all together have the spread of the real collection.
static KINDS: [(usize, Kind); 13] = [
    (190, LETTER),
    (
        130,
        kind("Raadsinformatiebrief", "rib", "information-letter", (605, 150), &["Kernboodschap", "Context", "Vervolg"]),
    ),
    (
        190,
        kind(
            "Raadsvoorstel",
            "raadsvoorstel",
            "proposal",
            (629, 160),
            &["Inleiding", "Beoogd effect", "Argumenten", "Kanttekeningen", "Financiën", "Uitvoering"],
        ),
    ),
    (170, kind("Raadsbesluit", "raadsbesluit", "decision", (565, 210), &["Overwegingen", "Besluit", "Bekendmaking"])),
    (
        70,
        kind("Motie", "motie", "motion", (535, 150), &["Constaterende dat", "Overwegende dat", "Verzoekt het college"]),
    ),
    (20, kind("Amendement", "amendement", "amendment", (505, 140), &["Voorgestelde wijziging", "Toelichting"])),
    (50, OPINION),
    (45, kind("Verslag", "verslag", "minutes", (805, 170), &["Opening", "Bespreking", "Rondvraag", "Sluiting"])),
    (40, kind("Memo", "memo", "memo", (595, 150), &["Vraag", "Antwoord", "Advies"])),
    (30, kind("Schriftelijke vragen", "vragen", "questions", (575, 130), &["Vragen", "Beantwoording"])),
    (
        30,
        kind(
            "Beleidsplan",
            "beleidsplan",
            "plan",
            (835, 150),
            &["Voorwoord", "Visie", "Doelen", "Maatregelen", "Monitoring", "Financiën"],
        ),
    ),
    (20, kind("Begroting", "begroting", "budget", (825, 150), &["Aanbieding", "Programma's", "Paragrafen", "Balans"])),
    (15, kind("Verordening", "verordening", "ordinance", (735, 130), &["Begrippen", "Aanvraag", "Slotbepalingen"])),
];

/// A piece of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line that stands by itself, as in a letterhead.
    Line(String),
    /// A label of a letterhead with its value.
    Label(&'static str, String),
    Heading(String),
    Paragraph(String),
    Item(String),
    /// Cells of a row of a table.
    Row(Vec<String>),
    /// Room between pieces.
    Gap,
}

/// A paper.
#[derive(Debug)]
pub struct Paper {
    pub kind: &'static Kind,
    pub day: Day,
    pub subject: String,
    pub reference: String,
    /// In whose archive it lies.
    pub municipality: &'static str,
    pub arrangement: &'static Arrangement,
    pub blocks: Vec<Block>,
}

impl Paper {
    /// Paper `number` of the collection of `seed`. With a `version` other than 0 something was added later.
    pub fn of(seed: u64, number: u64, version: u64) -> Self {
        let series = number / SERIES;
        let mut shared = Numbers::of(&[seed, 1, series]);
        let copies = if shared.chance(SERIES_SHARE) { shared.between(2, SERIES as usize - 1) as u64 } else { 0 };
        let place = number % SERIES;
        let mut own = Numbers::of(&[seed, 2, number]);
        let mut paper =
            if place < copies { Self::letter_to_several(shared, place as usize, &mut own) } else { Self::single(own) };
        for added in 1..=version {
            paper.add_later(Numbers::of(&[seed, 3, number, added]));
        }
        paper
    }

    /// One of several letters that say the same to the participants of an arrangement.
    fn letter_to_several(mut shared: Numbers, place: usize, own: &mut Numbers) -> Self {
        let arrangement = shared.pick(ARRANGEMENTS.as_slice());
        let day = Day::drawn(&mut shared);
        let kind = if shared.chance(700) { &LETTER } else { &OPINION };
        let municipality = arrangement.participants[place % arrangement.participants.len()];
        let mut writer = Writer::new(shared, day, arrangement);
        let subject = subject(&mut writer);
        let reference = reference(own, day);
        let mut paper = Self { kind, day, subject, reference, municipality, arrangement, blocks: Vec::new() };
        paper.head(
            &mut writer.numbers,
            arrangement.name,
            arrangement.seat,
            &format!("De gemeenteraad van {municipality}"),
        );
        paper.body(&mut writer);
        paper.sign(&format!("het dagelijks bestuur van {}", arrangement.name));
        paper
    }

    fn single(mut n: Numbers) -> Self {
        let arrangement = n.pick(ARRANGEMENTS.as_slice());
        let day = Day::drawn(&mut n);
        let kind = n.share(&KINDS);
        let municipality =
            if n.chance(700) { *n.pick(&arrangement.participants) } else { *n.pick(MUNICIPALITIES.as_slice()) };
        let reference = reference(&mut n, day);
        let mut writer = Writer::new(n, day, arrangement);
        let subject = subject(&mut writer);
        let mut paper = Self { kind, day, subject, reference, municipality, arrangement, blocks: Vec::new() };
        let from = format!("Gemeente {municipality}");
        let to = match kind.value {
            "letter" | "opinion" => format!("Het bestuur van {}", arrangement.name),
            _ => "De gemeenteraad".to_owned(),
        };
        paper.head(&mut writer.numbers, &from, municipality, &to);
        paper.body(&mut writer);
        paper.sign(&match kind.value {
            "decision" | "ordinance" => format!("de raad van de gemeente {municipality}"),
            _ => format!("burgemeester en wethouders van {municipality}"),
        });
        paper
    }

    /// A letterhead in one of the ways in which archives have them.
    fn head(&mut self, n: &mut Numbers, from: &str, place: &str, to: &str) {
        let day = if n.chance(800) { self.day.in_words() } else { self.day.in_figures() };
        let (subject, reference) = (self.subject.clone(), self.reference.clone());
        let blocks = &mut self.blocks;
        match n.below(10) {
            // Labels.
            0..=4 => {
                blocks.extend([Block::Line(from.to_owned()), Block::Gap, Block::Line(to.to_owned()), Block::Gap]);
                blocks.extend([Block::Label("Ons kenmerk", reference), Block::Label("Datum", day)]);
                blocks.extend([Block::Label("Onderwerp", subject), Block::Gap]);
            }
            // The kind as a title, then a table of labels.
            5..=7 => {
                blocks.extend([Block::Heading(self.kind.dutch.to_owned()), Block::Line(from.to_owned())]);
                for (label, value) in [("Onderwerp", subject), ("Datum", day), ("Zaaknummer", reference)] {
                    blocks.push(Block::Row(vec![label.to_owned(), value]));
                }
                blocks.extend([Block::Gap, Block::Line(format!("Aan: {to}")), Block::Gap]);
            }
            // Place and day in one line.
            8 => {
                blocks.extend([Block::Line(from.to_owned()), Block::Line(to.to_owned()), Block::Gap]);
                blocks.extend([Block::Line(format!("{place}, {day}")), Block::Gap]);
                blocks
                    .extend([Block::Line(format!("Betreft: {subject}")), Block::Line(format!("Kenmerk: {reference}"))]);
                blocks.push(Block::Gap);
            }
            // A title only.
            _ => blocks.extend([Block::Heading(subject), Block::Line(format!("{from}, {day}")), Block::Gap]),
        }
    }

    fn body(&mut self, writer: &mut Writer) {
        let (mean, deviation) = self.kind.length;
        let drawn = writer.numbers.log_normal(f64::from(mean) / 100.0, f64::from(deviation) / 100.0);
        let mut left = drawn.clamp(MIN_WORDS, MAX_WORDS) as usize;
        // A heading for each three hundred words, at most.
        let sections = self.kind.headings.len().min(left / 120 + 1).max(left / 700 + 1);
        let of_section = left / sections + 1;
        if matches!(self.kind.value, "letter" | "opinion" | "information-letter") {
            self.blocks.extend([Block::Line("Geachte leden van de raad,".to_owned()), Block::Gap]);
        }
        for section in 0..sections {
            let heading = self.kind.headings[section % self.kind.headings.len()];
            let heading = if section < self.kind.headings.len() {
                heading.to_owned()
            } else {
                format!("{heading} {}", writer.noun().word)
            };
            self.blocks.push(Block::Heading(if left > 1500 { format!("{}. {heading}", section + 1) } else { heading }));
            let mut of_this = of_section.min(left);
            while of_this > 0 {
                let words = writer.numbers.between(30, 130).min(of_this.max(20));
                let text = if writer.numbers.chance(180) { writer.things() } else { writer.paragraph(words) };
                let written = text.split(' ').count();
                self.blocks.extend([Block::Paragraph(text), Block::Gap]);
                of_this = of_this.saturating_sub(written);
                left = left.saturating_sub(written);
                if of_this > 60 && writer.numbers.chance(450) {
                    let items = writer.numbers.between(2, 9);
                    for _ in 0..items {
                        let item = if writer.numbers.chance(250) { writer.sentence() } else { writer.things() };
                        of_this = of_this.saturating_sub(item.split(' ').count());
                        self.blocks.push(Block::Item(item));
                    }
                    self.blocks.push(Block::Gap);
                }
                if of_this > 60 && writer.numbers.chance(140) {
                    self.table(writer);
                    of_this = of_this.saturating_sub(30);
                }
            }
            if left == 0 {
                break;
            }
        }
    }

    fn table(&mut self, writer: &mut Writer) {
        let first = self.day.year;
        let head = ["Onderdeel".to_owned(), first.to_string(), (first + 1).to_string()];
        self.blocks.push(Block::Row(head.to_vec()));
        for _ in 0..writer.numbers.between(2, 6) {
            let name = writer.things();
            let row = [name, writer.fill("{e}"), writer.fill("{e}")];
            self.blocks.push(Block::Row(row.to_vec()));
        }
        self.blocks.push(Block::Gap);
    }

    fn sign(&mut self, by: &str) {
        let line = |text: &str| Block::Line(text.to_owned());
        match self.kind.value {
            "minutes" | "budget" | "plan" | "memo" => {}
            "decision" | "ordinance" | "motion" | "amendment" => {
                let day = self.day.in_words();
                self.blocks.push(Block::Line(format!("Aldus vastgesteld in de vergadering van {day},")));
                self.blocks.extend([Block::Line(format!("{by},")), line("de griffier, de voorzitter,")]);
            }
            _ => {
                self.blocks.extend([line("Met vriendelijke groet,"), Block::Gap, Block::Line(format!("{by},"))]);
                self.blocks.push(line("de secretaris, de voorzitter,"));
            }
        }
    }

    /// Something is added to the paper, as happens to papers in a system.
    fn add_later(&mut self, n: Numbers) {
        let mut writer = Writer::new(n, self.day, self.arrangement);
        let text = writer.paragraph(40);
        self.blocks.extend([Block::Gap, Block::Heading("Aanvulling".to_owned()), Block::Paragraph(text)]);
    }
}

fn reference(n: &mut Numbers, day: Day) -> String {
    match n.below(4) {
        0 => format!("RB{}{:03}", day.year, n.below(1000)),
        1 => format!("{}/{:06}", day.year, n.below(1_000_000)),
        2 => format!("Z-{:07}", n.below(10_000_000)),
        _ => format!("INT-{:02}-{:05}", day.year % 100, n.below(100_000)),
    }
}

fn subject(writer: &mut Writer) -> String {
    const PATTERNS: [&str; 9] = [
        "{n} {y} {g}",
        "Stand van zaken {n}",
        "Vaststellen {n} {y}",
        "Zienswijze op {dan} {y}",
        "Reactie op vragen over {dn}",
        "{n} en {n} {m}",
        "Wijziging {n} {g}",
        "Beschikbaar stellen van middelen voor {dw}",
        "Voortgang {n}",
    ];
    let pattern = PATTERNS[writer.numbers.below(PATTERNS.len())];
    capital(&writer.fill(pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(paper: &Paper) -> String {
        format!("{:?}", paper.blocks)
    }

    #[test]
    fn some_letters_go_to_several_municipalities_and_say_the_same() {
        let mut pairs = 0;
        for number in 0..800 {
            let (first, next) = (Paper::of(1, number, 0), Paper::of(1, number + 1, 0));
            if first.subject == next.subject {
                assert_ne!(first.municipality, next.municipality);
                assert_ne!(first.reference, next.reference);
                let same = first.blocks.iter().filter(|block| next.blocks.contains(block)).count();
                assert!(same * 10 >= first.blocks.len() * 6, "{first:?} {next:?}");
                pairs += 1;
            }
        }
        assert!((20..100).contains(&pairs), "{pairs}");
    }

    #[test]
    fn a_later_version_goes_on_from_the_first() {
        let (first, later) = (Paper::of(1, 5, 0), Paper::of(1, 5, 2));
        assert!(later.blocks.starts_with(&first.blocks) && later.blocks.len() == first.blocks.len() + 6);
        assert_ne!(text(&first), text(&Paper::of(2, 5, 0)));
    }

    #[test]
    fn kinds_are_those_of_griffie_and_make_a_thousand() {
        assert_eq!(KINDS.iter().map(|(share, _)| share).sum::<usize>(), 1000);
        for (_, kind) in &KINDS {
            assert!(kind.value.parse::<griffie::document::DocumentKind>().is_ok(), "{}", kind.value);
        }
    }
}
