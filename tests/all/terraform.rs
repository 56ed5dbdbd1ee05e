//! The Terraform of the samples: as kept, and free of dangling references.

use zonewise::codec::load;
use zonewise::system::System;
use zonewise::terraform::{Export, export};

use crate::support::golden;

const SAMPLES: [&str; 3] = ["serverless-web-app", "wordpress-ha", "wordpress-weak"];

fn sample(name: &str) -> Export {
    let bytes = std::fs::read(format!("public/samples/{name}.zonewise.json")).unwrap();
    let loaded = load(&bytes).unwrap();
    export(&System::of(&loaded.design))
}

#[test]
fn the_samples_export_as_kept() {
    for name in SAMPLES {
        let export = sample(name);
        golden::check_all(
            &format!("terraform/{name}"),
            export.files.iter().map(|file| (file.path.as_str(), file.text.as_str())),
        );
    }
}
