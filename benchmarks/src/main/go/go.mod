module gotask.org/benchmarks

go 1.19
