package main

import (
	"encoding/json"
	"os"
	"sort"
	"syscall"
	"time"
)

// The most calls that are made before the clock starts.
const maximumWarmUp = 1000

type report struct {
	Mode        string  `json:"mode"`
	N           int     `json:"n"`
	PerSecond   float64 `json:"per_s"`
	ClientCPUUs float64 `json:"client_cpu_us"`
	P50Us       float64 `json:"p50_us,omitempty"`
	P99Us       float64 `json:"p99_us,omitempty"`
	P999Us      float64 `json:"p999_us,omitempty"`
}

// Warms the connection up, then makes count calls and prints what they took.
func measure(l load, mode string, count int) error {
	warmUp := count / 10
	if warmUp > maximumWarmUp {
		warmUp = maximumWarmUp
	}
	if warmUp < 1 {
		warmUp = 1
	}
	if err := l.run(mode, warmUp, func(time.Duration) {}); err != nil {
		return err
	}
	var latencies []time.Duration
	if mode == "lat" || mode == "bidi" {
		latencies = make([]time.Duration, 0, count)
	}
	note := func(latency time.Duration) {
		if latencies != nil {
			latencies = append(latencies, latency)
		}
	}
	processor, start := processorTime(), time.Now()
	if err := l.run(mode, count, note); err != nil {
		return err
	}
	wall := time.Since(start)
	line := report{
		Mode: mode, N: count, PerSecond: float64(count) / wall.Seconds(),
		ClientCPUUs: microseconds(processorTime()-processor) / float64(count)}
	if latencies != nil {
		sort.Slice(latencies, func(i, j int) bool { return latencies[i] < latencies[j] })
		line.P50Us = microseconds(latencies[count/2])
		line.P99Us = microseconds(latencies[count*99/100])
		line.P999Us = microseconds(latencies[count*999/1000])
	}
	return json.NewEncoder(os.Stdout).Encode(line)
}

func microseconds(duration time.Duration) float64 { return float64(duration.Nanoseconds()) / 1000 }

// User and system time of all threads of the process.
func processorTime() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
