// bench.pb.swift and bench.grpc.swift are generated beside this file by scripts/bench. Without a
// file the package has no target, and cannot build the generators.
