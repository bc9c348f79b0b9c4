package io.maglev.distro.cli.start;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A server on the loopback interface that speaks just enough TLS and HTTP/2 to be listed from: it
 * answers every request with an empty list. One connection at a time.
 */
final class TrainingServer implements AutoCloseable {
  private static final String AUTHORITY = "authority";
  private static final String OWN = "training";
  private static final char[] PASSWORD = "training".toCharArray();
  private static final int PREFACE = 24;
  private static final int MOST = 1 << 14;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** {@code :status: 200} in HPACK's static table. */
  private static final byte[] STATUS_OK = {(byte) 0x88};

  private static final byte[] EMPTY_LIST =
      "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}"
          .getBytes(StandardCharsets.UTF_8);

  private final KeyStore keys;
  private final SSLServerSocket socket;

  private TrainingServer(KeyStore keys, SSLServerSocket socket) {
    this.keys = keys;
    this.socket = socket;
  }

  /**
   * Starts one with a key of that algorithm, made by the JDK's keytool.
   *
   * @throws IOException if it cannot be started, for whatever reason
   */
  static TrainingServer start(Path directory, String algorithm) throws IOException {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(makeKeys(directory, algorithm))) {
        keys.load(in, PASSWORD);
      }
      TrainingServer server = new TrainingServer(keys, listen(keys));
      Thread thread = new Thread(server::serve, "training-server");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** A kubeconfig for it: of its contexts, one's user has a certificate, the other's a token. */
  String kubeconfig() throws IOException {
    try {
      String authority = pem("CERTIFICATE", keys.getCertificate(AUTHORITY).getEncoded());
      String certificate = pem("CERTIFICATE", keys.getCertificate(OWN).getEncoded());
      String key = pem("PRIVATE KEY", keys.getKey(OWN, PASSWORD).getEncoded());
      return String.join(
          "\n",
          "apiVersion: v1",
          "kind: Config",
          "current-context: certificate",
          "contexts:",
          "- {name: certificate, context: {cluster: training, user: certificate}}",
          "- {name: token, context: {cluster: training, user: token}}",
          "clusters:",
          "- name: training",
          "  cluster:",
          "    server: https://127.0.0.1:" + socket.getLocalPort(),
          "    certificate-authority-data: " + authority,
          "users:",
          "- {name: token, user: {token: training}}",
          "- name: certificate",
          "  user:",
          "    client-certificate-data: " + certificate,
          "    client-key-data: " + key,
          "");
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Its own key, signed by an authority, so that a chain is there to be checked. */
  private static Path makeKeys(Path directory, String algorithm) throws IOException {
    Path store = directory.resolve(algorithm + ".p12");
    makeKey(store, AUTHORITY, algorithm, "-ext", "bc:c");
    makeKey(store, OWN, algorithm, "-ext", "san=ip:127.0.0.1", "-signer", AUTHORITY);
    return store;
  }

  private static void makeKey(Path store, String alias, String algorithm, String... more)
      throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(keytool.toString(), "-genkeypair", "-alias", alias));
    command.addAll(List.of("-keyalg", algorithm, "-dname", "CN=" + alias));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static SSLServerSocket listen(KeyStore keys)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(ownKey(keys), PASSWORD);
    TrustManagerFactory clients =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = empty();
    trusted.setCertificateEntry(AUTHORITY, keys.getCertificate(AUTHORITY));
    clients.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), clients.getTrustManagers(), null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    parameters.setWantClientAuth(true);
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** Without the authority's, which could be chosen as well. */
  private static KeyStore ownKey(KeyStore keys) throws GeneralSecurityException, IOException {
    KeyStore own = empty();
    own.setKeyEntry(OWN, keys.getKey(OWN, PASSWORD), PASSWORD, keys.getCertificateChain(OWN));
    return own;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  private static String pem(String type, byte[] der) {
    String text =
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(type, Base64.getMimeEncoder().encodeToString(der), type);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (SSLSocket client = (SSLSocket) socket.accept()) {
        answer(new DataInputStream(client.getInputStream()), client.getOutputStream());
      } catch (IOException e) {
        // The client has left, or this server is closed: either ends the connection and no more.
      }
    }
  }

  private static void answer(DataInputStream in, OutputStream out) throws IOException {
    in.skipNBytes(PREFACE);
    send(out, SETTINGS, 0, 0, new byte[0]);
    while (true) {
      int lengthAndType = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      int length = lengthAndType >>> Byte.SIZE;
      if (length > MOST) {
        throw new IOException("a frame too long");
      }
      byte[] payload = in.readNBytes(length);
      int type = lengthAndType & 0xff;
      boolean answered = (flags & ACK) != 0;
      if (type == HEADERS) {
        send(out, HEADERS, END_HEADERS, stream, STATUS_OK);
        send(out, DATA, END_STREAM, stream, EMPTY_LIST);
      } else if (type == SETTINGS && !answered) {
        send(out, SETTINGS, ACK, 0, new byte[0]);
      } else if (type == PING && !answered) {
        send(out, PING, ACK, 0, payload);
      }
    }
  }

  private static void send(OutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + 1 + Integer.BYTES + payload.length);
    frame.putInt(payload.length << Byte.SIZE | type).put((byte) flags).putInt(stream).put(payload);
    out.write(frame.array());
    out.flush();
  }
}
