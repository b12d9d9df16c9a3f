//! A report as rows for spreadsheets: the same facts as its JSON.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use sheets::{Cell, to_csv};

use crate::clean_lines;

/// The report where it is a list, or its field `list`, as a row each under the names of their fields; another report is
/// one row. Values of several parts are JSON. What would steer a terminal is taken out.
pub(crate) fn csv(report: &(impl Serialize + ?Sized), list: Option<&str>) -> serde_json::Result<String> {
    let rows = match serde_json::from_str(&serde_json::to_string(report)?)? {
        Node::List(rows) => rows,
        Node::Record(mut fields) => match fields.iter().position(|(name, _)| Some(name.as_str()) == list) {
            Some(at) => match fields.swap_remove(at).1 {
                Node::List(rows) => rows,
                other => vec![other],
            },
            None => vec![Node::Record(fields)],
        },
        other => vec![other],
    };
    table(rows)
}

fn table(rows: Vec<Node>) -> serde_json::Result<String> {
    let rows: Vec<Vec<(String, Node)>> = rows
        .into_iter()
        .map(|row| match row {
            Node::Record(fields) => fields,
            other => vec![("value".to_owned(), other)],
        })
        .collect();
    let mut columns: Vec<String> = Vec::new();
    for (name, _) in rows.iter().flatten() {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    if columns.is_empty() {
        return Ok(String::new());
    }
    let mut cells = vec![columns.iter().map(Cell::text).collect::<Vec<Cell>>()];
    for row in &rows {
        let cell = |column: &String| {
            row.iter().find(|(name, _)| name == column).map_or(Ok(Cell::plain("")), |(_, node)| node.cell())
        };
        cells.push(columns.iter().map(cell).collect::<Result<_, _>>()?);
    }
    Ok(to_csv(cells))
}

/// A JSON value whose fields stay in the order in which the report has them.
enum Node {
    Plain(Value),
    List(Vec<Node>),
    Record(Vec<(String, Node)>),
}

impl Node {
    fn cell(&self) -> serde_json::Result<Cell> {
        Ok(match self {
            Self::Plain(Value::Null) => Cell::plain(""),
            Self::Plain(Value::String(text)) => Cell::text(clean_lines(text)),
            Self::Plain(other) => Cell::plain(other),
            parts => Cell::text(clean_lines(&serde_json::to_string(parts)?)),
        })
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(value) => value.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Record(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                fields.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Plain(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Plain(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Plain(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Plain(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Plain(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Plain(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            fields.push(entry);
        }
        Ok(Node::Record(fields))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(serde::Serialize)]
    struct Pump {
        name: &'static str,
        bars: i32,
        tags: Vec<&'static str>,
        until: Option<u32>,
    }

    #[test]
    fn a_list_is_a_row_each_in_the_order_of_its_fields() {
        let pumps = [
            Pump { name: "Ока", bars: -1, tags: vec!["a", "b"], until: None },
            Pump { name: "=1+1", bars: 2, tags: Vec::new(), until: Some(7) },
        ];
        let expected = "name,bars,tags,until\r\nОка,-1,\"[\"\"a\"\",\"\"b\"\"]\",\r\n'=1+1,2,[],7\r\n";
        assert_eq!(csv(&pumps, None).unwrap(), expected);
        assert_eq!(csv(&json!({ "more": 5, "pumps": [{ "n": 1 }] }), Some("pumps")).unwrap(), "n\r\n1\r\n");
    }

    #[test]
    fn a_report_without_a_list_of_records_is_one_row() {
        let pump = Pump { name: "Ока", bars: 1, tags: vec!["a"], until: None };
        assert_eq!(csv(&pump, None).unwrap(), "name,bars,tags,until\r\nОка,1,\"[\"\"a\"\"]\",\r\n");
        let two = json!({ "a": [{ "n": 1 }], "b": [{ "n": 2 }] });
        assert_eq!(csv(&two, None).unwrap(), "a,b\r\n\"[{\"\"n\"\":1}]\",\"[{\"\"n\"\":2}]\"\r\n");
        assert_eq!(csv(&["x", "y"], None).unwrap(), "value\r\nx\r\ny\r\n");
        assert_eq!(csv(&Vec::<Pump>::new(), None).unwrap(), "");
    }

    #[test]
    fn rows_with_other_fields_have_columns_of_their_own() {
        assert_eq!(csv(&json!([{ "a": 1 }, { "b": true }]), None).unwrap(), "a,b\r\n1,\r\n,true\r\n");
    }
}
