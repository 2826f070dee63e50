/* Bundle adjustment's residuals, as ADBench states them: two of each observation, and one of its weight.

   A camera is a rotation vector (3), a centre (3), a focal length, a principal point (2), a distortion (2); `seen` has
   the camera and the point of each observation.  */

#include <math.h>

static inline void turn(const double *r, const double *x, double *to)
{
    double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    if (square == 0) {
        to[0] = x[0] + r[1] * x[2] - r[2] * x[1];
        to[1] = x[1] + r[2] * x[0] - r[0] * x[2];
        to[2] = x[2] + r[0] * x[1] - r[1] * x[0];
        return;
    }
    double angle = sqrt(square), c = cos(angle), s = sin(angle), by = 1 / angle;
    double axis[3] = {r[0] * by, r[1] * by, r[2] * by};
    double along = (axis[0] * x[0] + axis[1] * x[1] + axis[2] * x[2]) * (1 - c);
    to[0] = x[0] * c + (axis[1] * x[2] - axis[2] * x[1]) * s + axis[0] * along;
    to[1] = x[1] * c + (axis[2] * x[0] - axis[0] * x[2]) * s + axis[1] * along;
    to[2] = x[2] * c + (axis[0] * x[1] - axis[1] * x[0]) * s + axis[2] * along;
}

void bundle(long count, const double *restrict cameras, const double *restrict points, const double *restrict weights,
            const int *restrict seen, const double *restrict features, double *restrict residuals)
{
    for (long i = 0; i < count; i++) {
        const double *camera = cameras + 11 * seen[2 * i], *point = points + 3 * seen[2 * i + 1];
        double off[3] = {point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]}, at[3];
        turn(camera, off, at);
        double x = at[0] / at[2], y = at[1] / at[2], square = x * x + y * y;
        double bent = camera[6] * (1 + camera[9] * square + camera[10] * square * square);
        residuals[3 * i] = weights[i] * (bent * x + camera[7] - features[2 * i]);
        residuals[3 * i + 1] = weights[i] * (bent * y + camera[8] - features[2 * i + 1]);
        residuals[3 * i + 2] = 1 - weights[i] * weights[i];
    }
}
