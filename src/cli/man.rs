//! `griffie man`: one page for the program, with a section for each command.
//!
//! The generator writes a page a command and names its sections in its own way; what it writes is put in one page here.

use std::io;

use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;

use super::args::Arguments;

const ENVIRONMENT: &str = "\
.SH ENVIRONMENT
.TP
\\fBGRIFFIE_INDEX\\fR
Directory of the index, where no option names one
.TP
\\fBNO_COLOR\\fR
No colour, where no option asks for it
";

/// The page, in the language of `man`.
pub(super) fn page() -> io::Result<Vec<u8>> {
    let mut program = Arguments::command();
    program.build();
    let commands: Vec<Command> =
        program.get_subcommands().filter(|command| command.get_name() != "help").cloned().collect();
    // What holds for every command is told once.
    let everywhere: Vec<String> = program.get_arguments().map(|option| option.get_id().to_string()).collect();
    let mut page = String::new();
    let whole = Man::new(program.clone());
    page.push_str(&rendered(|out| whole.render_title(out))?);
    page.push_str(&rendered(|out| whole.render_name_section(out))?);
    page.push_str(".SH SYNOPSIS\n\\fBgriffie\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n");
    page.push_str(&rendered(|out| whole.render_description_section(out))?);
    page.push_str(&rendered(|out| whole.render_options_section(out))?);
    page.push_str(&examples(&rendered(|out| whole.render_extra_section(out))?, ".SH EXAMPLES"));
    page.push_str(".SH COMMANDS\n");
    for command in &commands {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        page.push_str(&format!(".TP\n\\fBgriffie {}\\fR\n{about}\n", command.get_name()));
    }
    for command in commands {
        page.push_str(&section(command, &everywhere)?);
    }
    page.push_str(ENVIRONMENT);
    page.push_str(".SH VERSION\n");
    page.push_str(&format!("griffie {}\n", env!("CARGO_PKG_VERSION")));
    Ok(page.into_bytes())
}

fn section(command: Command, everywhere: &[String]) -> io::Result<String> {
    let name = command.get_name().to_uppercase();
    let command = command.mut_args(|option: Arg| {
        let is_everywhere = everywhere.iter().any(|id| option.get_id() == id.as_str());
        option.hide(is_everywhere)
    });
    let man = Man::new(command);
    let synopsis = rendered(|out| man.render_synopsis_section(out))?.replace(".SH SYNOPSIS\n", "");
    let description = rendered(|out| man.render_description_section(out))?.replace(".SH DESCRIPTION\n", ".PP\n");
    let options = rendered(|out| man.render_options_section(out))?;
    let options: String = options.lines().map(below).collect();
    let extra = examples(&rendered(|out| man.render_extra_section(out))?, "");
    Ok(format!(".SH \"GRIFFIE {name}\"\n{synopsis}{description}{options}{extra}"))
}

/// A heading of a command's own page stands below the command here.
fn below(line: &str) -> String {
    match line.strip_prefix(".SH ") {
        Some(heading) => {
            let heading = heading.trim_matches('"').to_lowercase();
            let mut letters = heading.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
            format!(".SS \"{first}{}\"\n", letters.as_str())
        }
        None => format!("{line}\n"),
    }
}

/// Lines of examples stay lines.
fn examples(rendered: &str, heading: &str) -> String {
    let text = rendered.trim_start_matches(".SH EXTRA\n");
    if text.trim().is_empty() {
        return String::new();
    }
    let heading = if heading.is_empty() { String::new() } else { format!("{heading}\n") };
    let text = if heading.is_empty() { text } else { text.trim_start_matches("Examples:\n") };
    format!("{heading}.PP\n.nf\n{}\n.fi\n", text.trim_end())
}

/// What the generator writes, without the preamble that it puts before each piece.
fn rendered(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<String> {
    let mut out = Vec::new();
    write(&mut out)?;
    let text = String::from_utf8_lossy(&out);
    let kept = text.lines().filter(|line| !line.starts_with(".ie \\n(.g") && !line.starts_with(".el .ds Aq"));
    Ok(kept.map(|line| format!("{}\n", line.replace("\\*(Aq", "'"))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_a_section_for_each_command_and_tells_general_options_once() {
        let page = String::from_utf8(page().unwrap()).unwrap();
        assert!(page.starts_with(".TH griffie 1"), "{}", &page[..60]);
        for command in
            ["INDEX", "SEARCH", "FACETS", "INSPECT", "ANALYZE", "EVAL", "SHOW", "STATUS", "COMPLETIONS", "MAN"]
        {
            assert!(page.contains(&format!(".SH \"GRIFFIE {command}\"\n")), "{command}");
        }
        assert_eq!(page.matches("\\fB\\-\\-quiet\\fR\n").count(), 1);
        assert!(!page.contains("EXTRA") && !page.contains("(1)\n") && !page.contains("Aq"), "traces of the generator");
        assert!(page.contains(".nf\nExamples:\n"), "examples keep their lines");
    }
}
