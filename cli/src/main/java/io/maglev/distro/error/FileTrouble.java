package io.maglev.distro.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why a file could not be used; Java's own messages are often just the path. */
public final class FileTrouble {
  private FileTrouble() {}

  /** The reason, without the path: {@code no such file}. */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is no directory";
    }
    if (failure instanceof FileSystemException trouble && trouble.getReason() != null) {
      return inWords(trouble.getReason());
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : inWords(message);
  }

  /** The system's own words are no sentence about the file. */
  private static String inWords(String message) {
    return switch (message) {
      case "Is a directory" -> "it is a directory";
      case "Not a directory" -> "a part of its path is no directory";
      default -> message;
    };
  }
}
