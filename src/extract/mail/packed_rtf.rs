//! Rich text as Outlook packs it (MS-OXRTFCP): runs that were there before are written as where they were.

/// What every text is said to have been preceded by.
const BEFORE: &[u8; 207] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
/// Size of what is looked back into.
const WINDOW: usize = 4096;

/// Unpacks a text of at most so many bytes; what is damaged ends where it breaks off. `None` where it is packed in no known way.
pub(super) fn unpack(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let kind = packed.get(8..12)?;
    let data = packed.get(16..)?;
    if kind == b"MELA" {
        return Some(data[..data.len().min(most)].to_vec());
    }
    if kind != b"LZFu" {
        return None;
    }
    let mut window = [b' '; WINDOW];
    window[..BEFORE.len()].copy_from_slice(BEFORE);
    let mut at = BEFORE.len();
    let mut text = Vec::new();
    let mut bytes = data.iter().copied();
    let mut put = |byte: u8, window: &mut [u8; WINDOW]| {
        window[at] = byte;
        at = (at + 1) % WINDOW;
        text.push(byte);
        (at, text.len() < most)
    };
    let mut now = BEFORE.len();
    'all: while let Some(kinds) = bytes.next() {
        for bit in 0..8 {
            let Some(byte) = bytes.next() else { break 'all };
            if kinds >> bit & 1 == 0 {
                let (next, goes_on) = put(byte, &mut window);
                now = next;
                if !goes_on {
                    break 'all;
                }
                continue;
            }
            let Some(low) = bytes.next() else { break 'all };
            let reference = usize::from(byte) << 8 | usize::from(low);
            let (from, length) = (reference >> 4, (reference & 0xf) + 2);
            // Where it would be written next: the end.
            if from == now {
                break 'all;
            }
            for step in 0..length {
                let (next, goes_on) = put(window[(from + step) % WINDOW], &mut window);
                now = next;
                if !goes_on {
                    break 'all;
                }
            }
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [&[0; 8], kind.as_slice(), &[0; 4], data].concat()
    }

    #[test]
    fn unpacks_the_example_of_the_specification() {
        let data = [
            0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65,
            0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
        ];
        let text = unpack(&packed(b"LZFu", &data), 1000).unwrap();
        assert_eq!(String::from_utf8_lossy(&text), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(unpack(&packed(b"LZFu", &data), 5).unwrap(), b"{\\rtf");
        for end in 0..data.len() {
            assert!(unpack(&packed(b"LZFu", &data[..end]), 1000).is_some());
        }
    }

    #[test]
    fn what_is_not_packed_is_taken_and_what_is_unknown_is_not() {
        assert_eq!(unpack(&packed(b"MELA", b"{\\rtf1 a}"), 7).unwrap(), b"{\\rtf1 ");
        assert_eq!(unpack(&packed(b"ZZZZ", b"x"), 7), None);
        assert_eq!(unpack(b"kort", 7), None);
    }
}
