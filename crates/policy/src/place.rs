use format::Bindings;

use crate::Refusal;

/// To what a license can be bound.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Binding {
    /// The id that a site's admin chose.
    Site,
    /// The id of a 1C infobase.
    Infobase,
}

impl Binding {
    /// The word for it in facts and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Infobase => "infobase",
        }
    }
}

/// Where the question is asked.
///
/// What is not known stays `None`; a license bound to it is then refused, never waved through.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Place {
    /// The id that the site's admin chose.
    pub site: Option<String>,
    /// The id of the 1C infobase.
    pub infobase: Option<String>,
}

impl Place {
    /// A place without ids.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// The same place with a site id.
    #[must_use]
    pub fn site(self, site: impl Into<String>) -> Self {
        Self { site: Some(site.into()), ..self }
    }

    /// The same place with an infobase id.
    #[must_use]
    pub fn infobase(self, infobase: impl Into<String>) -> Self {
        Self { infobase: Some(infobase.into()), ..self }
    }

    /// Whether a license with `bindings` may be used here; ids are compared byte for byte.
    ///
    /// # Errors
    ///
    /// [`Refusal::BoundElsewhere`] where an id differs, [`Refusal::BindingUnknown`] where this place has none.
    pub fn admits(&self, bindings: &Bindings) -> Result<(), Refusal> {
        admits(Binding::Site, bindings.site.as_ref(), self.site.as_ref())?;
        admits(Binding::Infobase, bindings.infobase.as_ref(), self.infobase.as_ref())
    }
}

fn admits(binding: Binding, wanted: Option<&String>, found: Option<&String>) -> Result<(), Refusal> {
    match (wanted, found) {
        (None, _) => Ok(()),
        (Some(wanted), Some(found)) if wanted == found => Ok(()),
        (Some(wanted), Some(found)) => {
            Err(Refusal::BoundElsewhere { binding, wanted: wanted.clone(), found: found.clone() })
        }
        (Some(wanted), None) => Err(Refusal::BindingUnknown { binding, wanted: wanted.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bindings(site: Option<&str>, infobase: Option<&str>) -> Bindings {
        let mut bindings = Bindings::default();
        bindings.site = site.map(str::to_owned);
        bindings.infobase = infobase.map(str::to_owned);
        bindings
    }

    #[test]
    fn a_license_without_bindings_may_be_used_anywhere() {
        assert_eq!(Place::unknown().admits(&bindings(None, None)), Ok(()));
        assert_eq!(Place::unknown().site("plant-7").admits(&bindings(None, None)), Ok(()));
    }

    #[test]
    fn a_bound_license_may_be_used_only_where_its_id_is_the_same() {
        let bound = bindings(Some("plant-7"), None);
        assert_eq!(Place::unknown().site("plant-7").admits(&bound), Ok(()));
        assert!(matches!(
            Place::unknown().site("plant-8").admits(&bound),
            Err(Refusal::BoundElsewhere { .. })
        ));
        assert!(matches!(Place::unknown().admits(&bound), Err(Refusal::BindingUnknown { .. })));
        assert!(matches!(
            Place::unknown().infobase("plant-7").admits(&bound),
            Err(Refusal::BindingUnknown { .. })
        ));
    }

    #[test]
    fn every_binding_must_hold() {
        let bound = bindings(Some("plant-7"), Some("trade"));
        assert_eq!(Place::unknown().site("plant-7").infobase("trade").admits(&bound), Ok(()));
        let refusal = Place::unknown().site("plant-7").infobase("copy").admits(&bound).unwrap_err();
        assert!(matches!(refusal, Refusal::BoundElsewhere { binding: Binding::Infobase, .. }));
    }
}
