// M/M/3 as a plain loop over a list of events, without any library of simulation.
// usage: mm3 CUSTOMERS SEED     prints the mean wait (in mean service times) and the CPU seconds it took

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <numeric>
#include <queue>
#include <random>
#include <vector>

enum Kind { ARRIVAL, SERVICE_END };

struct Event {
    double at;
    Kind kind;
    bool operator>(const Event& other) const { return at > other.at; }
};

int main(int, char** arguments) {
    const std::clock_t began = std::clock();
    long to_come = std::atol(arguments[1]);
    std::mt19937_64 chance(std::strtoull(arguments[2], nullptr, 10));
    std::exponential_distribution<double> gap(2.7), work(1.0);
    std::priority_queue<Event, std::vector<Event>, std::greater<Event>> events;
    std::queue<double> line;
    std::vector<double> waits;
    int idle = 3;

    auto serve = [&](double now, double came) {
        waits.push_back(now - came);
        events.push({now + work(chance), SERVICE_END});
    };
    auto next_arrival = [&](double now) {
        if (to_come-- > 0) events.push({now + gap(chance), ARRIVAL});
    };

    next_arrival(0.0);
    while (!events.empty()) {
        const Event event = events.top();
        events.pop();
        if (event.kind == ARRIVAL) {
            next_arrival(event.at);
            if (idle > 0) {
                --idle;
                serve(event.at, event.at);
            } else {
                line.push(event.at);
            }
        } else if (line.empty()) {
            ++idle;
        } else {
            const double came = line.front();
            line.pop();
            serve(event.at, came);
        }
    }
    const double mean = std::accumulate(waits.begin(), waits.end(), 0.0) / waits.size();
    std::printf("%.9f %.9f\n", mean, double(std::clock() - began) / CLOCKS_PER_SEC);
}
