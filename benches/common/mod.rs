//! Letters that nobody wrote: the fixed input of the measurements.
//!
//! The letters look like what municipalities send one another (letterhead, labels, headings, lists, signature, lines that
//! break words) and say nothing. The words follow Zipf's law: a few function words make up nearly half of the text, a few
//! thousand compounds appear once or twice. The same number always gives the same letter.

#![allow(dead_code, reason = "each measurement uses a part of this module")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

/// Numbers that look random and are always the same: splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014).
pub struct Numbers(u64);

impl Numbers {
    /// Numbers that follow from `seed`.
    pub fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is small enough for the remainder to hide no pattern.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A rank below `end`, by Zipf's law: the logarithm of the rank is even.
    fn rank(&mut self, end: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64).powf(even) as usize - 1).min(end - 1)
    }
}

type Words = LazyLock<Vec<&'static str>>;

fn words(list: &'static str) -> Vec<&'static str> {
    list.split_whitespace().collect()
}

/// Words that carry no subject, most frequent first.
static FUNCTION_WORDS: Words = LazyLock::new(|| {
    words(
        "de het van een en in voor dat op te wij met is om aan zijn die niet door of als bij ook naar uit over dit
        worden kan deze hebben tot meer nog heeft wordt maar er zal geen",
    )
});

/// Words that stand alone, most frequent first.
static CONTENT_WORDS: Words = LazyLock::new(|| {
    words(
        "raad gemeente begroting college gemeenten zienswijze besluit jaar voorstel inwoners regeling financiën
        middelen overschotten beleid uitvoering kosten cliënten werk inkomen bestuur taken ondersteuning tekort
        risico's afspraken vragen bijstand zorg participatie vergadering stukken gesprekken wachttijden werkgevers
        statushouders kinderen jongeren wijken maatregelen BUIG Wmo Wsw'ers vangnet doelgroep loket ombuiging
        reserve indexatie huisvesting verlenging evaluatie aanbesteding toezegging motie amendement stemming
        bijdrage bedragen verantwoording",
    )
});

/// First and last parts of compounds. Together they make some two thousand words of the long tail.
static FIRST_PARTS: Words = LazyLock::new(|| {
    words(
        "gemeente participatie inkomens werk schuld zorg jeugd taal loon begrotings raads uitvoerings bijstands
        inburgerings arbeids ontwikkel armoede wijk subsidie budget klant woon vervoers leerlingen mantel onderwijs
        gezondheids re-integratie BUIG- Wmo- preventie keten cliënt dienst samenwerkings kwijtscheldings minima
        opvang veiligheids jaar",
    )
});
static LAST_PARTS: Words = LazyLock::new(|| {
    words(
        "begroting regeling taken plan overschot budgetten trajecten consulenten aanvragen kosten verordening beleid
        afdeling overleg vragen doelen raad partners bijdragen voorziening systeem ondersteuning ontwikkelingen team
        norm verslag toets bureau agenda contracten reserve indicatie gesprek termijn risico's opdracht organisatie
        monitor fonds toeslag percentage cijfers monitoring werkplekken locaties hulpverlening bewindvoering
        register",
    )
});

static MUNICIPALITIES: Words = LazyLock::new(|| words("Hoorn Medemblik Enkhuizen Alkmaar Heiloo Goes Helmond Heerlen"));
const SUBJECTS: &[&str] =
    &["Zienswijze", "Ontwerpbegroting", "Stand van zaken", "Verzoek om advies", "Reactie op vragen"];
static HEADINGS: Words =
    LazyLock::new(|| words("Inleiding Aanleiding Argumenten Financiën Kanttekeningen Planning Vervolg"));
static MONTHS: Words =
    LazyLock::new(|| words("januari februari maart april mei juni juli augustus september oktober november december"));

/// Characters after which a line of a letter ends.
const LINE_WIDTH: usize = 80;

/// A letter of some three hundred to nine hundred words.
pub fn letter(number: u64) -> String {
    let mut n = Numbers::from_seed(number);
    let mut out = String::new();
    let from = n.pick(&MUNICIPALITIES);
    let to = n.pick(&MUNICIPALITIES);
    let (day, month, year) = (n.between(1, 28), n.pick(&MONTHS), n.between(2014, 2024));
    let (reference, subject, word) = (n.between(1000, 9999), n.pick(SUBJECTS), compound(&mut n));
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "Gemeente {from}\n\nAan de gemeenteraad van {to}\n\nOns kenmerk : {year}-{reference}\nDatum : {day} {month} {year}\n\
         Onderwerp: {subject} {word}\n\nGeachte leden van de raad,\n\n"
    );
    for number in 1..=n.between(3, 6) {
        let _ = writeln!(out, "{number}. {} {}\n", n.pick(&HEADINGS), compound(&mut n));
        for _ in 0..n.between(1, 3) {
            let words: Vec<String> = (0..n.between(3, 6)).map(|_| sentence(&mut n)).collect();
            push_lines(&mut out, &words.join(" "), &mut n);
            out.push('\n');
        }
        if n.chance(40) {
            for _ in 0..n.between(2, 4) {
                push_lines(&mut out, &format!("- {}", sentence(&mut n)), &mut n);
            }
            out.push('\n');
        }
    }
    let _ = write!(
        out,
        "Met vriendelijke groet,\n\nburgemeester en wethouders van {from},\nde secretaris, de burgemeester,\n"
    );
    out
}

/// The text of `count` letters, from number 0.
pub fn letters(count: u64) -> Vec<String> {
    (0..count).map(letter).collect()
}

/// Writes `count` letters as files into a folder.
pub fn write_letters(folder: &Path, count: u64) {
    for (number, text) in letters(count).into_iter().enumerate() {
        let path = folder.join(format!("brief-{number:05}.txt"));
        std::fs::write(path, text).expect("a new folder takes files");
    }
}

/// Words as people count them: what stands between white space.
pub fn count_words(texts: &[String]) -> usize {
    texts.iter().map(|text| text.split_whitespace().count()).sum()
}

fn sentence(n: &mut Numbers) -> String {
    let mut words: Vec<String> = (0..n.between(8, 22)).map(|_| word(n)).collect();
    if n.chance(10) {
        let at = n.below(words.len());
        words[at] = format!("€ {}.{:03}", n.between(1, 900), n.below(1000));
    }
    let text = words.join(" ");
    // Every first word begins with an ASCII letter or the euro sign.
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}.", first.to_uppercase())
}

fn word(n: &mut Numbers) -> String {
    match n.below(100) {
        0..48 => FUNCTION_WORDS[n.rank(FUNCTION_WORDS.len())].to_owned(),
        48..85 => CONTENT_WORDS[n.rank(CONTENT_WORDS.len())].to_owned(),
        _ => compound(n),
    }
}

fn compound(n: &mut Numbers) -> String {
    let rank = n.rank(FIRST_PARTS.len() * LAST_PARTS.len());
    // The multiplier, prime to the number of words, spreads the frequent ones over all parts.
    let at = rank * 1_009 % (FIRST_PARTS.len() * LAST_PARTS.len());
    format!("{}{}", FIRST_PARTS[at % FIRST_PARTS.len()], LAST_PARTS[at / FIRST_PARTS.len()])
}

/// Breaks a paragraph into lines; now and then a long word is broken too, as text from paper is.
fn push_lines(out: &mut String, paragraph: &str, n: &mut Numbers) {
    let mut width = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if width + length > LINE_WIDTH {
            let torn = word.is_ascii() && length > 12 && n.chance(50);
            let (start, rest) = if torn { word.split_at(6) } else { ("", word) };
            if torn {
                let _ = write!(out, " {start}-");
            }
            out.push('\n');
            out.push_str(rest);
            width = rest.chars().count();
        } else {
            if width > 0 {
                out.push(' ');
            }
            out.push_str(word);
            width += length + 1;
        }
    }
    out.push('\n');
}
