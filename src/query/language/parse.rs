//! From tokens to a tree. `NOT` binds closest, then `NEAR`, then words side by side and `AND`, then `OR`.

use super::Remark;
use super::lex::{Operator, Token, lex};
use super::tree::{Node, Typed};
use crate::analysis::fold::fold;
use crate::analysis::is_filler;

/// Most words and other leaves of a query that are looked at; a pasted page asks no more than its first words do.
pub const MAX_LEAVES: usize = 64;
/// Remarks that are told; behind a pasted text there may be thousands.
const MAX_REMARKS: usize = 8;

/// What a text asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parsed {
    /// `None` where it holds nothing that can be asked for.
    pub tree: Option<Node>,
    /// Readings that may not be what was meant, in the order of their places.
    pub remarks: Vec<Remark>,
}

/// Reads a text as a query. Any text is one.
pub fn parse_query(text: &str) -> Parsed {
    let mut remarks = Vec::new();
    let tokens = lex(text, &mut remarks);
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), remarks };
    let items = parser.level();
    let tree = parser.joined(items);
    let mut remarks = parser.remarks;
    remarks.sort_by_key(|remark| remark.range.start);
    remarks.truncate(MAX_REMARKS);
    Parsed { tree, remarks }
}

/// What stands on one level, between two brackets.
enum Item {
    Thing(Node),
    /// A word that says nothing by itself (`de`, `van`), unless it was put between brackets.
    Filler(Node),
    Operator(Operator, Typed),
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    remarks: Vec<Remark>,
}

impl Parser {
    /// Reads up to the bracket that closes, or the end.
    fn level(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Close => break,
                Token::Operator(operator, typed) => items.push(Item::Operator(operator, typed)),
                Token::Must | Token::MustNot(_) => {
                    let is_must = token == Token::Must;
                    let thing = match self
                        .tokens
                        .next_if(|next| matches!(next, Token::Leaf(_) | Token::Open | Token::Operator(..)))
                    {
                        // Whoever marks it means the word: `-OR` is without the ondernemingsraad.
                        Some(Token::Operator(_, typed)) => {
                            let sign = if is_must { '+' } else { '-' };
                            let reading = format!("`{}` behind `{sign}` was read as a word", typed.text);
                            let mend = "put a space between them, or the word in quotes";
                            self.remarks.push(Remark::new(typed.range.clone(), reading, mend));
                            Some(Node::Word(typed))
                        }
                        Some(token) => self.thing(token),
                        None => continue,
                    };
                    items.extend(thing.map(|node| Item::Thing(if is_must { must(node) } else { not(node) })));
                }
                Token::Leaf(Node::Word(word)) if is_filler(&fold(&word.text)) => {
                    items.push(Item::Filler(Node::Word(word)));
                }
                token => items.extend(self.thing(token).map(Item::Thing)),
            }
        }
        items
    }

    fn thing(&mut self, token: Token) -> Option<Node> {
        match token {
            Token::Leaf(node) => Some(node),
            Token::Open => {
                let items = self.level();
                self.joined(items)
            }
            _ => None,
        }
    }

    /// What the items of a level are together.
    fn joined(&mut self, items: Vec<Item>) -> Option<Node> {
        let mut alternatives = Vec::new();
        let mut part = Vec::new();
        for item in self.counting(items) {
            match item {
                Item::Operator(Operator::Or, _) => alternatives.extend(self.conjunction(std::mem::take(&mut part))),
                item => part.push(item),
            }
        }
        alternatives.extend(self.conjunction(part));
        let mut flat = Vec::new();
        for node in alternatives {
            match node {
                Node::Or(nodes) => flat.extend(nodes),
                node => flat.push(node),
            }
        }
        one_or(flat, Node::Or)
    }

    /// Operators that do not stand between two things are words, also `OR` in `de OR van Senzer`: fillers are nothing to join.
    fn counting(&mut self, items: Vec<Item>) -> Vec<Item> {
        let is_filler = |item: Option<&Item>| matches!(item, Some(Item::Filler(_)));
        let is_word = |n: usize| {
            matches!(items[n], Item::Operator(Operator::Or, _))
                && (is_filler(n.checked_sub(1).and_then(|before| items.get(before))) || is_filler(items.get(n + 1)))
        };
        let are_words: Vec<bool> = (0..items.len()).map(is_word).collect();
        let plain = items.into_iter().zip(are_words).map(|(item, is_word)| match item {
            Item::Filler(node) => Item::Thing(node),
            item if is_word => self.as_word(item),
            item => item,
        });
        let items: Vec<Item> = plain.collect();
        let mut backwards: Vec<Item> = Vec::with_capacity(items.len());
        for item in items.into_iter().rev() {
            let counts = matches!(
                (&item, backwards.last()),
                (Item::Thing(_), _)
                    | (_, Some(Item::Thing(_)))
                    | (Item::Operator(Operator::And | Operator::Or, _), Some(Item::Operator(Operator::Not, _)))
            );
            backwards.push(if counts { item } else { self.as_word(item) });
        }
        let mut kept: Vec<Item> = Vec::with_capacity(backwards.len());
        for item in backwards.into_iter().rev() {
            let counts = matches!(
                (&item, kept.last()),
                (Item::Thing(_), _)
                    | (_, Some(Item::Thing(_)))
                    | (Item::Operator(Operator::Not, _), Some(Item::Operator(Operator::And | Operator::Or, _)))
            );
            kept.push(if counts { item } else { self.as_word(item) });
        }
        kept
    }

    fn as_word(&mut self, item: Item) -> Item {
        let Item::Operator(operator, typed) = item else { return item };
        let reading = format!("`{}` was read as a word, as it does not stand between two things", typed.text);
        let mend = match operator {
            Operator::Not => "write -woord to leave a word out; as a word it is meant in quotes",
            _ => "put what it joins before and behind it; as a word it is meant in quotes",
        };
        self.remarks.push(Remark::new(typed.range.clone(), reading, mend));
        Item::Thing(Node::Word(typed))
    }

    /// What stands side by side or is joined by AND, NOT and NEAR.
    fn conjunction(&mut self, items: Vec<Item>) -> Option<Node> {
        let mut things: Vec<(bool, Node)> = Vec::new();
        let (mut is_excluded, mut near) = (false, None);
        for item in items {
            match item {
                Item::Operator(Operator::Not, _) => is_excluded = true,
                Item::Operator(Operator::Near(words), typed) => near = Some((words, typed)),
                Item::Operator(..) => {}
                Item::Thing(right) | Item::Filler(right) => match (near.take(), things.pop()) {
                    (Some((words, typed)), Some((of_left, left))) => {
                        let is_excluded = std::mem::take(&mut is_excluded);
                        if !typed.text.contains('/') {
                            let reading = format!("`{}` was read as NEAR/{words}", typed.text);
                            let mend = format!("write how many words: {}/5", typed.text);
                            self.remarks.push(Remark::new(typed.range.clone(), reading, mend));
                        }
                        if left.has_places() && right.has_places() {
                            let (left, right) = (Box::new(left), Box::new(right));
                            things.push((of_left, Node::Near { left, right, words }));
                        } else {
                            let reading =
                                format!("`{}` was read as AND, as only words and phrases have a place", typed.text);
                            self.remarks.push(Remark::new(typed.range, reading, "put words or phrases on both sides"));
                            things.push((of_left, left));
                            things.push((is_excluded, right));
                        }
                    }
                    (_, before) => {
                        things.extend(before);
                        things.push((std::mem::take(&mut is_excluded), right));
                    }
                },
            }
        }
        let mut nodes = Vec::new();
        for (is_excluded, node) in things {
            match if is_excluded { not(node) } else { node } {
                Node::And(inner) => nodes.extend(inner),
                node => nodes.push(node),
            }
        }
        one_or(nodes, Node::And)
    }
}

fn one_or(mut nodes: Vec<Node>, several: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() > 1 { Some(several(nodes)) } else { nodes.pop() }
}

fn not(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        Node::Must(inner) => Node::Not(inner),
        node => Node::Not(Box::new(node)),
    }
}

fn must(node: Node) -> Node {
    match node {
        node @ (Node::Not(_) | Node::Must(_)) => node,
        node => Node::Must(Box::new(node)),
    }
}
