//! The sample designs load without repairs, are canonical, and keep every invariant.

use zonewise::codec::{load, save};
use zonewise::model::broken;

#[test]
fn every_sample_loads_clean_and_saves_the_same() {
    let mut seen = 0;
    for entry in std::fs::read_dir("public/samples").unwrap() {
        let path = entry.unwrap().path();
        let loaded = load(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(loaded.repairs, [], "{}", path.display());
        assert_eq!(broken(&loaded.design), [], "{}", path.display());
        let again = load(save(&loaded.design).as_bytes()).unwrap();
        assert_eq!(again.design, loaded.design, "{}", path.display());
        assert_eq!(save(&again.design), save(&loaded.design), "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 3);
}
