package dev.peers.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// When a fault happens: at every call that it was made for, unless narrowed down. The fault itself
/// is named last and puts it into effect: `store.on(APPEND).nth(3).fail()`.
///
/// Narrowing goes from left to right: `nth(3).withChance(0.5)` is every second time or so at the
/// third call, and then never again.
///
/// @param <O> what can be called
/// @param <F> what can happen
/// @param <S> the occasion itself
public abstract sealed class Occasion<O, F, S extends Occasion<O, F, S>>
    permits BrokerOccasion, StoreOccasion {
  private final Random random;
  private final Consumer<Rule<O, F>> rules;
  private Predicate<O> when;

  Occasion(Predicate<O> when, Random random, Consumer<Rule<O, F>> rules) {
    this.when = when;
    this.random = random;
    this.rules = rules;
  }

  /// Only at the n-th of these calls from now on; 1 is the next one.
  public S nth(int n) {
    return narrow(new Counter<>(call -> call == n));
  }

  /// Only at the first so many of these calls from now on.
  public S times(int count) {
    return narrow(new Counter<>(call -> call <= count));
  }

  /// Only at every n-th of these calls.
  public S every(int n) {
    return narrow(new Counter<>(call -> call % n == 0));
  }

  /// Only with this probability, between 0 and 1, by the seed.
  public S withChance(double probability) {
    return narrow(call -> random.nextDouble() < probability);
  }

  abstract S self();

  void happens(F fault) {
    rules.accept(new Rule<>(when, fault));
  }

  private S narrow(Predicate<O> further) {
    when = when.and(further);
    return self();
  }

  /// A fault and when it happens.
  record Rule<O, F>(Predicate<O> when, F fault) {}

  /// The rules in effect, in the order in which they were made; the first that holds decides.
  static final class Rules<O, F> {
    private final List<Rule<O, F>> rules = new ArrayList<>();

    synchronized void add(Rule<O, F> rule) {
      rules.add(rule);
    }

    synchronized void clear() {
      rules.clear();
    }

    /// The fault of this call. Every rule counts the call, whoever decides.
    synchronized Optional<F> at(O call) {
      Optional<F> fault = Optional.empty();
      for (Rule<O, F> rule : rules) {
        if (rule.when.test(call) && fault.isEmpty()) {
          fault = Optional.of(rule.fault);
        }
      }
      return fault;
    }
  }

  private static final class Counter<O> implements Predicate<O> {
    private final IntPredicate which;
    private int calls;

    Counter(IntPredicate which) {
      this.which = which;
    }

    @Override
    public boolean test(O call) {
      return which.test(++calls);
    }
  }
}
