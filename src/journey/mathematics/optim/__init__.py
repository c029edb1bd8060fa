"""Optimisers that take one step at a time on given gradients, as networks are trained by them.

Called as `torch.optim` is, with NumPy arrays for tensors: `optimizer = Adam([w, b], lr=1e-3)`, then
`optimizer.step([grad_w, grad_b])`, which **changes `w` and `b` in place**. Objects that carry
`.data` and `.grad`, as tensors of an automatic differentiation do, need no argument:
`optimizer.step()`. Schedules of the learning rate are in
[lr_scheduler][journey.mathematics.optim.lr_scheduler].

Not here: where the gradients come from, and methods that call the function themselves, such as
L-BFGS ([optimize][journey.mathematics.optimize]).
"""

from journey.mathematics.optim._adagrad import Adagrad
from journey.mathematics.optim._adam import Adam, AdamW
from journey.mathematics.optim._optimizer import Optimizer
from journey.mathematics.optim._rmsprop import RMSprop
from journey.mathematics.optim._sgd import SGD

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop"]
