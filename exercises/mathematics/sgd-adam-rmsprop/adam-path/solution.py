# The idea: two running means of the gradient, one of them of its square, and
# their quotient as the step. Both are corrected into new names, so that the
# means themselves go on without correction.
import numpy as np


def adam(gradient, x0, steps, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8, decay=0):
    """Return the path of AdamW, of shape (steps + 1, n)."""
    x = np.array(x0, dtype=float)
    m, v = np.zeros_like(x), np.zeros_like(x)
    path = [x]
    for t in range(1, steps + 1):
        g = gradient(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        x = x * (1 - lr * decay) - lr * m_hat / (np.sqrt(v_hat) + eps)
        path.append(x)
    return np.array(path)
