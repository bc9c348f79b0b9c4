package io.maglev.distro.sandbox;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeGatewayContract;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** The cluster in memory does what the real one does. */
class SandboxGatewayContractTest extends KubeGatewayContract {
  private final AtomicInteger number = new AtomicInteger();
  private final SandboxGateway gateway = new SandboxGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Override
  protected KubeGateway gateway() {
    return gateway;
  }

  @Override
  protected String namespace() {
    return "default";
  }

  @Override
  protected String unique(String stem) {
    return stem + "-" + number.incrementAndGet();
  }
}
