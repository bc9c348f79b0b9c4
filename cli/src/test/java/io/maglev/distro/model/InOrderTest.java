package io.maglev.distro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InOrderTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 100).boxed().toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void results_ofWorkThatEndsInAnyOrder_comeInOrder(int processors) {
    List<Integer> results = new ArrayList<>();

    InOrder.forEach(processors, ITEMS, InOrderTest::slowIfEven, results::add);

    assertThat(results).isEqualTo(ITEMS);
  }

  private static int slowIfEven(int item) {
    if (item % 2 == 0) {
      pause();
    }
    return item;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void work_ofTwoProcessors_isDoneAtOnce() {
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> consumers = ConcurrentHashMap.newKeySet();

    InOrder.forEach(
        2,
        List.of(1, 2),
        item -> {
          both.countDown();
          return await(both);
        },
        met -> {
          assertThat(met).isTrue();
          consumers.add(Thread.currentThread());
        });

    assertThat(consumers).containsExactly(Thread.currentThread());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void failures_ofSeveral_theFirstInOrderIsThrown(int processors) {
    AtomicInteger results = new AtomicInteger();

    assertThatThrownBy(
            () ->
                InOrder.forEach(
                    processors,
                    ITEMS,
                    item -> {
                      if (item >= 10) {
                        if (item == 10) {
                          pause();
                        }
                        throw new IllegalArgumentException("item " + item);
                      }
                      return item;
                    },
                    result -> results.incrementAndGet()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("item 10");
    assertThat(results).hasValue(10);
  }

  @Test
  void results_notYetTaken_areBounded() {
    AtomicInteger done = new AtomicInteger();
    List<Integer> ahead = new ArrayList<>();
    AtomicInteger taken = new AtomicInteger();

    InOrder.forEach(
        2,
        ITEMS,
        item -> done.incrementAndGet(),
        result -> {
          pause();
          ahead.add(done.get() - taken.incrementAndGet());
        });

    assertThat(ahead).hasSize(100).allMatch(held -> held <= 4);
  }

  @Test
  void error_ofAWorker_isThrown() {
    List<Runnable> work =
        List.of(
            () -> {},
            () -> {
              throw new StackOverflowError("deep");
            });

    assertThatThrownBy(() -> InOrder.run(work)).isInstanceOf(StackOverflowError.class);
  }
}
