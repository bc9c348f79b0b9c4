package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrimeSearchTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void find_isTheFirstPrimeFromTheStartOn(long seed) {
    PrimeSearch search = new PrimeSearch(512, new Random(seed));
    BigInteger start = search.start();
    BigInteger first = start.subtract(BigInteger.ONE).nextProbablePrime();

    assertThat(search.find()).contains(first);
    assertThat(first.shiftRight(510)).isEqualTo(BigInteger.valueOf(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000007", "170141183460469231731687303715884105727"})
  void isPrime_ofAPrime_isTrue(String prime) {
    assertThat(small().isPrime(new BigInteger(prime))).isTrue();
  }

  /** Fermat's test to base two takes all of these for primes. */
  @ParameterizedTest
  @CsvSource({
    "341,pseudoprime to base 2",
    "2047,strong pseudoprime to base 2",
    "561,Carmichael",
    "3215031751,strong pseudoprime to bases 2 to 7",
    "340561,Carmichael",
    "1152271,product of three primes",
    "3825123056546413051,strong pseudoprime to bases 2 to 23",
  })
  void isPrime_ofAPseudoprime_isFalse(String composite, String kind) {
    assertThat(small().isPrime(new BigInteger(composite))).as(kind).isFalse();
  }

  private static PrimeSearch small() {
    return new PrimeSearch(64, new Random(1));
  }
}
