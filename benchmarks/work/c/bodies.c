/* Three bodies by hand: the adjoint of a simulation that keeps only the places of each step.  */

#include <math.h>
#include <string.h>


typedef struct { double x[6]; } Plane; /* x and y of three bodies */

static const int ONE[3] = {0, 0, 1}, OTHER[3] = {1, 2, 2};

static inline Plane pulls(const double *mass, const Plane *at, double soft)
{
    Plane pull = {{0}};
    for (int p = 0; p < 3; p++) {
        int i = ONE[p], j = OTHER[p];
        double dx = at->x[2*j] - at->x[2*i], dy = at->x[2*j+1] - at->x[2*i+1], square = dx*dx + dy*dy + soft;
        double weight = 1 / (square * sqrt(square));
        pull.x[2*i] += mass[j] * dx * weight;
        pull.x[2*i+1] += mass[j] * dy * weight;
        pull.x[2*j] -= mass[i] * dx * weight;
        pull.x[2*j+1] -= mass[i] * dy * weight;
    }
    return pull;
}

static inline void pulls_back(const double *mass, const Plane *at, double soft, const Plane *bar, Plane *at_bar,
                              double *mass_bar)
{
    for (int p = 0; p < 3; p++) {
        int i = ONE[p], j = OTHER[p];
        double dx = at->x[2*j] - at->x[2*i], dy = at->x[2*j+1] - at->x[2*i+1], square = dx*dx + dy*dy + soft;
        double weight = 1 / (square * sqrt(square));
        double across = bar->x[2*i] * dx + bar->x[2*i+1] * dy, back = bar->x[2*j] * dx + bar->x[2*j+1] * dy;
        mass_bar[j] += across * weight;
        mass_bar[i] -= back * weight;
        double square_bar = -1.5 * (mass[j] * across - mass[i] * back) * weight / square;
        double dx_bar = (mass[j] * bar->x[2*i] - mass[i] * bar->x[2*j]) * weight + 2 * square_bar * dx;
        double dy_bar = (mass[j] * bar->x[2*i+1] - mass[i] * bar->x[2*j+1]) * weight + 2 * square_bar * dy;
        at_bar->x[2*j] += dx_bar;
        at_bar->x[2*i] -= dx_bar;
        at_bar->x[2*j+1] += dy_bar;
        at_bar->x[2*i+1] -= dy_bar;
    }
}

/* z: three masses and six coordinates; seen: room for `rounds` places; slopes: 9.  */
double bodies(const double *z, const double *speeds, long rounds, double dt, double soft, double *seen, double *slopes)
{
    const double *mass = z;
    Plane at, speed, *places = (Plane *)seen, at_bar = {{0}}, speed_bar, pull_bar = {{0}};
    double mass_bar[3] = {0}, energy = 0;
    memcpy(&at, z + 3, sizeof at);
    memcpy(&speed, speeds, sizeof speed);
    Plane pull = pulls(mass, &at, soft);
    for (long round = 0; round < rounds; round++) {
        places[round] = at;
        for (int k = 0; k < 6; k++) {
            speed.x[k] += 0.5 * dt * pull.x[k];
            at.x[k] += dt * speed.x[k];
        }
        pull = pulls(mass, &at, soft);
        for (int k = 0; k < 6; k++) speed.x[k] += 0.5 * dt * pull.x[k];
    }
    for (int k = 0; k < 6; k++) {
        energy += 0.5 * mass[k/2] * speed.x[k] * speed.x[k];
        mass_bar[k/2] += 0.5 * speed.x[k] * speed.x[k];
        speed_bar.x[k] = mass[k/2] * speed.x[k];
    }
    for (int p = 0; p < 3; p++) {
        int i = ONE[p], j = OTHER[p];
        double dx = at.x[2*j] - at.x[2*i], dy = at.x[2*j+1] - at.x[2*i+1], square = dx*dx + dy*dy + soft;
        double near = 1 / sqrt(square), bond = mass[i] * mass[j] * near;
        energy -= bond;
        mass_bar[i] -= mass[j] * near;
        mass_bar[j] -= mass[i] * near;
        at_bar.x[2*j] += bond / square * dx;
        at_bar.x[2*i] -= bond / square * dx;
        at_bar.x[2*j+1] += bond / square * dy;
        at_bar.x[2*i+1] -= bond / square * dy;
    }
    energy += at.x[2] * at.x[2] + at.x[3] * at.x[3];
    at_bar.x[2] += 2 * at.x[2];
    at_bar.x[3] += 2 * at.x[3];
    for (long round = rounds - 1; round >= 0; round--) {
        for (int k = 0; k < 6; k++) pull_bar.x[k] += 0.5 * dt * speed_bar.x[k];
        pulls_back(mass, &at, soft, &pull_bar, &at_bar, mass_bar);
        for (int k = 0; k < 6; k++) {
            speed_bar.x[k] += dt * at_bar.x[k];
            pull_bar.x[k] = 0.5 * dt * speed_bar.x[k];
        }
        at = places[round];
    }
    if (rounds) pulls_back(mass, &at, soft, &pull_bar, &at_bar, mass_bar);
    memcpy(slopes, mass_bar, sizeof mass_bar);
    memcpy(slopes + 3, &at_bar, sizeof at_bar);
    return energy;
}

