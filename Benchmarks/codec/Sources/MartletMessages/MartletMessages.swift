// codec.pb.swift is generated beside this file by scripts/bench-codec. Without a file the package
// has no target, and cannot build the generator.
