/* Gradients written by hand in C: the yardstick of compiled.py.

   Each function computes a value and its derivatives as one writes them without any library for it.  */

#include <math.h>
#include <string.h>

/* --- Two moons: a network 2-16-16-1 with relu, hinge loss, squares of the weights --------------------------------
   Lanes are innermost.  A layer of m in and n out has its n*m weights row by row, and then its n biases.  */

enum { LANES = 100, WIDTH = 16 };
typedef double Lanes[LANES];

static inline void layer(int m, int n, const double *w, Lanes *in, Lanes *out, int relu)
{
    for (int j = 0; j < n; j++) {
        double *y = out[j];
        for (int l = 0; l < LANES; l++) y[l] = w[n * m + j];
        for (int i = 0; i < m; i++)
            for (int l = 0; l < LANES; l++) y[l] += w[j * m + i] * in[i][l];
        if (relu)
            for (int l = 0; l < LANES; l++) y[l] = y[l] > 0 ? y[l] : 0;
    }
}

/* From the adjoints of a layer's results to those of its weights and, unless it is the first, of what went in.  */
static inline void layer_back(int m, int n, const double *w, Lanes *in, Lanes *bar, double *slopes, Lanes *in_bar)
{
    if (in_bar) memset(in_bar, 0, m * sizeof(Lanes));
    for (int j = 0; j < n; j++) {
        double total = 0;
        for (int l = 0; l < LANES; l++) total += bar[j][l];
        slopes[n * m + j] = total;
        for (int i = 0; i < m; i++) {
            double product = 0;
            for (int l = 0; l < LANES; l++) product += bar[j][l] * in[i][l];
            slopes[j * m + i] = product;
            if (in_bar)
                for (int l = 0; l < LANES; l++) in_bar[i][l] += bar[j][l] * w[j * m + i];
        }
    }
}

static inline void shut(int n, Lanes *out, Lanes *bar)
{
    for (int j = 0; j < n; j++)
        for (int l = 0; l < LANES; l++) bar[j][l] = out[j][l] > 0 ? bar[j][l] : 0;
}

/* The loss of all lanes; x is 2 times LANES, side -1 or 1 for each lane, w has 337 weights, slopes as many.  */
double moons(const double *w, const double *x, const double *side, double decay, double *slopes)
{
    static _Thread_local Lanes in[2], first[WIDTH], second[WIDTH], score[1];
    static _Thread_local Lanes first_bar[WIDTH], second_bar[WIDTH], score_bar[1];
    const double *w2 = w + 48, *w3 = w + 320;
    double loss = 0;
    memcpy(in, x, sizeof in);
    layer(2, WIDTH, w, in, first, 1);
    layer(WIDTH, WIDTH, w2, first, second, 1);
    layer(WIDTH, 1, w3, second, score, 0);
    for (int l = 0; l < LANES; l++) {
        double margin = 1 - side[l] * score[0][l];
        loss += margin > 0 ? margin : 0;
        score_bar[0][l] = margin > 0 ? -side[l] / LANES : 0;
    }
    loss /= LANES;
    layer_back(WIDTH, 1, w3, second, score_bar, slopes + 320, second_bar);
    shut(WIDTH, second, second_bar);
    layer_back(WIDTH, WIDTH, w2, first, second_bar, slopes + 48, first_bar);
    shut(WIDTH, first, first_bar);
    layer_back(2, WIDTH, w, in, first_bar, slopes, 0);
    for (int k = 0; k < 337; k++) {
        loss += decay * w[k] * w[k];
        slopes[k] += 2 * decay * w[k];
    }
    return loss;
}

/* --- Three bodies: masses and places in a plane, leapfrog, the energy and how far the second is -------------------
   Only the places of each step are kept; pulls are computed again on the way back.  */

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

/* --- Irregular operations: a list of them, as a loop over arrays ---------------------------------------------------
   Ten inputs, then a number for each operation; the result is the sum of some of them.  */

enum { ADD, SUB, MUL, SCALE, TANH, SIN, INPUTS = 10 };

double listed(long count, const unsigned char *kind, const int *one, const int *other, long wanted, const int *which,
              const double *x, double *v, double *bar, double *slopes)
{
    double total = 0;
    memcpy(v, x, INPUTS * sizeof *v);
    for (long k = 0; k < count; k++) {
        double a = v[one[k]], b = v[other[k]];
        switch (kind[k]) {
        case ADD: v[INPUTS + k] = a + b; break;
        case SUB: v[INPUTS + k] = a - b; break;
        case MUL: v[INPUTS + k] = a * b; break;
        case SCALE: v[INPUTS + k] = a / 1.7; break;
        case TANH: v[INPUTS + k] = tanh(a); break;
        default: v[INPUTS + k] = sin(a);
        }
    }
    memset(bar, 0, (INPUTS + count) * sizeof *bar);
    for (long k = 0; k < wanted; k++) {
        total += v[which[k]];
        bar[which[k]] += 1;
    }
    for (long k = count - 1; k >= 0; k--) {
        int i = one[k], j = other[k];
        double y = v[INPUTS + k], y_bar = bar[INPUTS + k];
        switch (kind[k]) {
        case ADD: bar[i] += y_bar; bar[j] += y_bar; break;
        case SUB: bar[i] += y_bar; bar[j] -= y_bar; break;
        case MUL: bar[i] += y_bar * v[j]; bar[j] += y_bar * v[i]; break;
        case SCALE: bar[i] += y_bar / 1.7; break;
        case TANH: bar[i] += y_bar * (1 - y * y); break;
        default: bar[i] += y_bar * cos(v[i]);
        }
    }
    memcpy(slopes, bar, INPUTS * sizeof *slopes);
    return total;
}
