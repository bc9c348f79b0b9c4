package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All that functions take from the world outside. Thread-safe if its parts are.
 *
 * @param clock the time, and the zone that Go calls Local
 * @param randomSource asked at each use, so that a run without random values pays nothing
 * @param hostLookup an address for a host name; empty unless DNS is enabled
 * @param throwawayKeys whether RSA keys are short: see {@link #withThrowawayKeys}
 */
public record FunctionContext(
    Clock clock,
    Supplier<Random> randomSource,
    UnaryOperator<String> hostLookup,
    boolean throwawayKeys) {
  /** Too short for any use but made in a tenth of the time. */
  private static final int THROWAWAY_BITS = 1024;

  /** With keys as long as sprig's. */
  public FunctionContext(
      Clock clock, Supplier<Random> randomSource, UnaryOperator<String> hostLookup) {
    this(clock, randomSource, hostLookup, false);
  }

  /** The real clock, zone and random source; no DNS, as in Helm unless {@code --enable-dns}. */
  public static FunctionContext system() {
    return new FunctionContext(LocalClock.INSTANCE, () -> SystemRandom.INSTANCE, host -> "");
  }

  /** The same with host names looked up: Helm's {@code --enable-dns}. */
  public FunctionContext withDns() {
    return new FunctionContext(clock, randomSource, FunctionContext::firstAddress, throwawayKeys);
  }

  /**
   * The same with RSA keys that are made quickly and protect nothing: only for renderings of which
   * nothing is kept, such as the proof that a chart renders.
   */
  public FunctionContext withThrowawayKeys() {
    return new FunctionContext(clock, randomSource, hostLookup, true);
  }

  /** A new RSA key of that many bits, or a throw-away one. */
  SigningKey rsaKey(int bits) {
    return PrivateKeys.rsa(throwawayKeys ? THROWAWAY_BITS : bits, random());
  }

  Random random() {
    return randomSource.get();
  }

  /** The same source for what insists on the type, such as the making of keys. */
  SecureRandom secureRandom() {
    Random random = random();
    return random instanceof SecureRandom secure ? secure : new Disguised(random);
  }

  private static String firstAddress(String host) {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      // what Go's runtime says when sprig takes an address from an empty list
      throw new FunctionException("invalid argument to Intn", e);
    }
  }

  /** The system's clock, which asks for the zone when it is used: that searches every jar. */
  private static final class LocalClock extends Clock {
    static final LocalClock INSTANCE = new LocalClock();

    @Override
    public ZoneId getZone() {
      return ZoneId.systemDefault();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.system(zone);
    }

    @Override
    public Instant instant() {
      return Instant.now();
    }
  }

  /** Seeded at its first use, which may take a while. */
  private static final class SystemRandom {
    static final SecureRandom INSTANCE = new SecureRandom();
  }

  /** Any source of random bytes in the shape that the JDK's generators ask for. */
  private static final class Disguised extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient Random source;

    Disguised(Random source) {
      super(null, null);
      this.source = source;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      source.nextBytes(bytes);
    }
  }
}
