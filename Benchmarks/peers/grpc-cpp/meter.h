// What a client measures, and the line of JSON that it prints.
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

using Clock = std::chrono::steady_clock;

inline double Microseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::micro>(duration).count();
}

class Meter {
 public:
  // Notes how long one call took, where there is one at a time.
  void Note(Clock::time_point start) {
    if (keeps_) latencies_.push_back(Microseconds(Clock::now() - start));
  }

  // From here on it counts.
  void Start(const std::string& mode, int count) {
    keeps_ = mode == "lat" || mode == "bidi";
    if (keeps_) latencies_.reserve(count);
    processor_ = Processor();
    start_ = Clock::now();
  }

  void Print(const std::string& mode, int count) {
    const double wall = Microseconds(Clock::now() - start_), processor = Processor() - processor_;
    std::printf("{\"mode\": \"%s\", \"n\": %d, \"per_s\": %.0f, \"client_cpu_us\": %.3f",
                mode.c_str(), count, count * 1e6 / wall, processor / count);
    if (!latencies_.empty()) {
      std::sort(latencies_.begin(), latencies_.end());
      std::printf(", \"p50_us\": %.3f, \"p99_us\": %.3f, \"p999_us\": %.3f", At(0.5), At(0.99),
                  At(0.999));
    }
    std::printf("}\n");
  }

 private:
  double At(double quantile) const { return latencies_[size_t(latencies_.size() * quantile)]; }

  // User and system time of all threads of the process, in µs.
  static double Processor() {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + usage.ru_utime.tv_usec +
           usage.ru_stime.tv_usec;
  }

  bool keeps_ = false;
  double processor_ = 0;
  Clock::time_point start_;
  std::vector<double> latencies_;
};
