//! The task sizes that Fargate knows.

/// CPU units with the memory that goes with them, in MiB: least, most, step (ECS developer guide, read
/// 2026-11). The smallest also has 512 MiB.
const SIZES: &[(usize, usize, usize, usize)] = &[
    (256, 1_024, 2_048, 1_024),
    (512, 1_024, 4_096, 1_024),
    (1_024, 2_048, 8_192, 1_024),
    (2_048, 4_096, 16_384, 1_024),
    (4_096, 8_192, 30_720, 1_024),
    (8_192, 16_384, 61_440, 4_096),
    (16_384, 32_768, 122_880, 8_192),
];

/// The smallest size that has at least this CPU and this memory; the largest where none has.
pub fn fargate(cpu: usize, memory: usize) -> (usize, usize) {
    for (units, least, most, step) in SIZES {
        if *units < cpu || *most < memory {
            continue;
        }
        if *units == 256 && memory <= 512 {
            return (256, 512);
        }
        let over = memory.saturating_sub(*least).div_ceil(*step);
        return (*units, least + over * step);
    }
    (16_384, 122_880)
}

#[cfg(test)]
mod tests {
    use super::fargate;

    #[test]
    fn the_next_size_has_what_is_asked_for() {
        for (asked, given) in [
            ((256, 512), (256, 512)),
            ((1, 1), (256, 512)),
            ((256, 513), (256, 1_024)),
            ((256, 2_049), (512, 3_072)),
            ((512, 1_024), (512, 1_024)),
            ((1_024, 1_024), (1_024, 2_048)),
            ((1_000, 8_193), (2_048, 9_216)),
            ((8_192, 16_385), (8_192, 20_480)),
            ((16_384, 122_880), (16_384, 122_880)),
            ((99_999, 1), (16_384, 122_880)),
        ] {
            assert_eq!(fargate(asked.0, asked.1), given, "{asked:?}");
        }
    }
}
