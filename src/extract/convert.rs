//! Old formats of office programs, turned into new ones by LibreOffice.
//!
//! It runs beside this process with a profile of its own in a temporary folder: without macros, links to elsewhere and a
//! screen, for a bounded time. One runs at a time, as each takes some hundred megabytes.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::format::{Format, format_of};
use super::{ExtractError, MAX_FILE_BYTES};
use crate::office;

/// Time by the clock for one file; the first start of LibreOffice alone takes some seconds. And for each megabyte of it.
const TIME: Duration = Duration::from_secs(90);
const TIME_PER_MEGABYTE: Duration = Duration::from_secs(4);
/// How often is looked whether it is done.
const TICK: Duration = Duration::from_millis(50);
/// Address space that it may take, in bytes.
#[cfg(target_os = "linux")]
const MEMORY_BYTES: u64 = 4 << 30;

/// What its profile says: macros are not run, nothing is fetched from elsewhere, nothing is asked.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="CreateBackup" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"#;

/// One at a time.
static TURN: Mutex<()> = Mutex::new(());

/// From what to what: the ends of names, the first as LibreOffice expects it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Conversion {
    from: &'static str,
    to: &'static str,
    time: Duration,
}

impl Conversion {
    /// The conversion that a file needs to be read; `None` where it needs none.
    pub(super) fn needed_for(bytes: &[u8], name: &str) -> Option<Self> {
        let (from, to) = match format_of(bytes, name) {
            Format::OldWord if bytes.starts_with(b"\xd0\xcf") => ("doc", "docx"),
            Format::OldWord => ("xml", "docx"),
            Format::OldSheet => ("xls", "xlsx"),
            Format::OldSlides => ("ppt", "pptx"),
            _ => return None,
        };
        let megabytes = u32::try_from(bytes.len() >> 20).unwrap_or(u32::MAX);
        Some(Self { from, to, time: TIME + TIME_PER_MEGABYTE.saturating_mul(megabytes) })
    }

    /// What a file is called after it.
    pub(super) fn name(self) -> String {
        format!("document.{}", self.to)
    }

    /// Why it is not done where LibreOffice is missing.
    pub(super) fn why_not(self) -> ExtractError {
        let name = format!("x.{}", if self.from == "xml" { "doc" } else { self.from });
        ExtractError::Unread(office::why_needed(&name).unwrap_or_default().to_owned())
    }

    /// The file in the new format.
    pub(super) fn convert(self, bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
        self.convert_with(office::program().ok_or_else(|| self.why_not())?, bytes)
    }

    fn convert_with(self, program: &Path, bytes: &[u8]) -> Result<Vec<u8>, ExtractError> {
        let _turn = TURN.lock();
        let not_started = |error: io::Error| ExtractError::NotStarted(error.to_string());
        let folder = tempfile::tempdir().map_err(not_started)?;
        let mut child = self.start(program, folder.path(), bytes).map_err(not_started)?;
        let is_done = wait(&mut child, self.time);
        end_all(&mut child);
        if !is_done.map_err(not_started)? {
            let told = format!("LibreOffice took more than {} seconds to read it; save it anew", self.time.as_secs());
            return Err(ExtractError::Broken(told));
        }
        let written = folder.path().join("out").join(format!("in.{}", self.to));
        match written.metadata().map(|file| file.len()) {
            Ok(0) | Err(_) => Err(ExtractError::Broken(
                "LibreOffice could not read it; it may be damaged or protected by a password".to_owned(),
            )),
            Ok(length) if length > MAX_FILE_BYTES => {
                Err(ExtractError::TooLarge(format!("it is larger than {} MB as .{}", MAX_FILE_BYTES >> 20, self.to)))
            }
            Ok(_) => std::fs::read(written).map_err(not_started),
        }
    }

    fn start(self, program: &Path, folder: &Path, bytes: &[u8]) -> io::Result<Child> {
        let (input, output, profile) =
            (folder.join(format!("in.{}", self.from)), folder.join("out"), folder.join("profile"));
        std::fs::create_dir_all(profile.join("user"))?;
        std::fs::create_dir(&output)?;
        std::fs::write(&input, bytes)?;
        std::fs::write(profile.join("user").join("registrymodifications.xcu"), SETTINGS)?;
        let mut command = Command::new(program);
        command
            .arg(format!("-env:UserInstallation={}", url(&profile)))
            .args(["--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"])
            .args(["--convert-to", self.to, "--outdir"])
            .arg(&output)
            .arg(&input)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        #[cfg(unix)]
        {
            // Nothing of the environment is its business, and the whole family ends together.
            command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
            command.env("HOME", folder).env("TMPDIR", folder).env("LANG", "C.UTF-8").env("SAL_USE_VCLPLUGIN", "svp");
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
        }
        let child = command.spawn()?;
        restrict(&child, self.time);
        Ok(child)
    }
}

/// The address of a folder as LibreOffice takes it.
fn url(folder: &Path) -> String {
    let path = folder.to_string_lossy().replace('\\', "/");
    let mut url = format!("file://{}", if path.starts_with('/') { "" } else { "/" });
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' | b':' => url.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

/// Bounds what it may take, where the system can do that from outside. What it starts inherits the bounds.
#[cfg(target_os = "linux")]
fn restrict(child: &Child, time: Duration) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return };
    let at_most = |n| Rlimit { current: Some(n), maximum: Some(n) };
    // What cannot be bounded is bounded by the clock all the same.
    let _ = prlimit(Some(pid), Resource::As, at_most(MEMORY_BYTES));
    let _ = prlimit(Some(pid), Resource::Fsize, at_most(2 * MAX_FILE_BYTES));
    let _ = prlimit(Some(pid), Resource::Cpu, at_most(time.as_secs()));
    let _ = prlimit(Some(pid), Resource::Core, at_most(0));
}

#[cfg(not(target_os = "linux"))]
fn restrict(_: &Child, _: Duration) {}

/// Waits until it is done; whether it was in time.
fn wait(child: &mut Child, time: Duration) -> io::Result<bool> {
    let started = Instant::now();
    while child.try_wait()?.is_none() {
        if started.elapsed() > time {
            return Ok(false);
        }
        std::thread::sleep(TICK);
    }
    Ok(true)
}

/// Ends it, and what it has started.
fn end_all(child: &mut Child) {
    #[cfg(unix)]
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // Where nobody is left there is nothing to end.
        let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const OLD: Conversion = Conversion { from: "doc", to: "docx", time: Duration::from_secs(1) };

    /// What a program makes of a file that stands in for LibreOffice.
    fn converted(script: &str) -> Result<Vec<u8>, ExtractError> {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("soffice");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        OLD.convert_with(&program, b"De raad")
    }

    #[test]
    fn what_it_writes_is_taken() {
        assert_eq!(converted("cp in.doc out/in.docx"), Ok(b"De raad".to_vec()));
        assert!(matches!(converted("true"), Err(ExtractError::Broken(told)) if told.contains("could not read it")));
        assert!(matches!(converted("touch out/in.docx; exit 1"), Err(ExtractError::Broken(_))));
    }

    #[test]
    fn it_is_ended_with_all_that_it_started_when_its_time_is_up() {
        let told = converted("sleep 60 & sleep 60").unwrap_err().to_string();
        assert_eq!(told, "LibreOffice took more than 1 seconds to read it; save it anew");
    }

    #[test]
    fn nothing_of_the_environment_is_its_business() {
        assert_eq!(
            converted("test \"$HOME\" = \"$PWD\" && test -z \"$CARGO\" && cp in.doc out/in.docx"),
            Ok(b"De raad".to_vec())
        );
    }

    #[test]
    fn a_folder_has_an_address() {
        assert_eq!(url(Path::new("/tmp/a b/é")), "file:///tmp/a%20b/%C3%A9");
    }
}
