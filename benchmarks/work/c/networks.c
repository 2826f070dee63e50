/* Networks by hand: the gradient of a loss over a batch, by all weights.

   Lanes are innermost.  A layer of m in and n out has its n*m weights row by row, and then its n biases.
   LANES, INPUTS, HIDDEN and CLASSES are given to the compiler.  */

#include <math.h>
#include <string.h>

typedef double Lanes[LANES];

static inline void layer(int m, int n, const double *restrict w, Lanes *restrict in, Lanes *restrict out, int relu)
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
static inline void layer_back(int m, int n, const double *restrict w, Lanes *restrict in, Lanes *restrict bar,
                              double *restrict slopes, Lanes *restrict in_bar)
{
    if (in_bar) memset(in_bar, 0, m * sizeof(Lanes));
    for (int j = 0; j < n; j++) {
        double total = 0, *y_bar = bar[j];
        for (int l = 0; l < LANES; l++) total += y_bar[l];
        slopes[n * m + j] = total;
        for (int i = 0; i < m; i++) {
            double product = 0;
            for (int l = 0; l < LANES; l++) product += y_bar[l] * in[i][l];
            slopes[j * m + i] = product;
        }
        for (int i = 0; in_bar && i < m; i++)
            for (int l = 0; l < LANES; l++) in_bar[i][l] += y_bar[l] * w[j * m + i];
    }
}

#ifndef CLASSES

/* --- Two moons: 2-16-16-1 with relu, hinge loss, squares of the weights; one step along the gradient -----------------
   x is 2 times LANES, side -1 or 1 for each lane; w has 337 weights, next as many.  */

enum { WIDTH = 16, WEIGHTS = 337 };

static inline void shut(int n, Lanes *out, Lanes *bar)
{
    for (int j = 0; j < n; j++)
        for (int l = 0; l < LANES; l++) bar[j][l] = out[j][l] > 0 ? bar[j][l] : 0;
}

void moons(const double *w, const double *x, const double *side, double decay, double rate, double *next)
{
    static Lanes in[2], first[WIDTH], second[WIDTH], score[1];
    static Lanes first_bar[WIDTH], second_bar[WIDTH], score_bar[1];
    const double *w2 = w + 48, *w3 = w + 320;
    double slopes[WEIGHTS];
    memcpy(in, x, sizeof in);
    layer(2, WIDTH, w, in, first, 1);
    layer(WIDTH, WIDTH, w2, first, second, 1);
    layer(WIDTH, 1, w3, second, score, 0);
    for (int l = 0; l < LANES; l++) score_bar[0][l] = side[l] * score[0][l] < 1 ? -side[l] / LANES : 0;
    layer_back(WIDTH, 1, w3, second, score_bar, slopes + 320, second_bar);
    shut(WIDTH, second, second_bar);
    layer_back(WIDTH, WIDTH, w2, first, second_bar, slopes + 48, first_bar);
    shut(WIDTH, first, first_bar);
    layer_back(2, WIDTH, w, in, first_bar, slopes, 0);
    for (int k = 0; k < WEIGHTS; k++) next[k] = w[k] - rate * (slopes[k] + 2 * decay * w[k]);
}

#else

/* --- Pictures: INPUTS-HIDDEN-CLASSES with tanh, cross-entropy of softmax, mean over the lanes ------------------------
   x is LANES times INPUTS, right the class of each lane.  */

enum { OUTER = INPUTS * HIDDEN + HIDDEN, WEIGHTS = OUTER + HIDDEN * CLASSES + CLASSES };

void classify(const double *w, const double *x, const long *right, double *slopes)
{
    static Lanes in[INPUTS], hidden[HIDDEN], score[CLASSES], hidden_bar[HIDDEN];
    Lanes total = {0};
    for (int l = 0; l < LANES; l++)
        for (int i = 0; i < INPUTS; i++) in[i][l] = x[l * INPUTS + i];
    layer(INPUTS, HIDDEN, w, in, hidden, 0);
    for (int j = 0; j < HIDDEN; j++)
        for (int l = 0; l < LANES; l++) hidden[j][l] = tanh(hidden[j][l]);
    layer(HIDDEN, CLASSES, w + OUTER, hidden, score, 0);
    for (int c = 0; c < CLASSES; c++)
        for (int l = 0; l < LANES; l++) total[l] += score[c][l] = exp(score[c][l]);
    for (int c = 0; c < CLASSES; c++)
        for (int l = 0; l < LANES; l++) score[c][l] = (score[c][l] / total[l] - (right[l] == c)) / LANES;
    layer_back(HIDDEN, CLASSES, w + OUTER, hidden, score, slopes + OUTER, hidden_bar);
    for (int j = 0; j < HIDDEN; j++)
        for (int l = 0; l < LANES; l++) hidden_bar[j][l] *= 1 - hidden[j][l] * hidden[j][l];
    layer_back(INPUTS, HIDDEN, w, in, hidden_bar, slopes, 0);
}

/* An epoch of Adam on batches that lie one after the other; mean and square begin as zeros.  */
void epoch(double *w, const double *x, const long *right, long batches, double rate, double *mean, double *square)
{
    static double slopes[WEIGHTS];
    for (long b = 0; b < batches; b++) {
        classify(w, x + b * LANES * INPUTS, right + b * LANES, slopes);
        double first = 1 - pow(0.9, b + 1), second = 1 - pow(0.999, b + 1);
        for (int k = 0; k < WEIGHTS; k++) {
            mean[k] += (1 - 0.9) * (slopes[k] - mean[k]);
            square[k] += (1 - 0.999) * (slopes[k] * slopes[k] - square[k]);
            w[k] -= rate * (mean[k] / first) / (sqrt(square[k] / second) + 1e-8);
        }
    }
}

#endif
