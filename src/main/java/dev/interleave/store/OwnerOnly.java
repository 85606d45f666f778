package dev.interleave.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/// Keeps files from other users of the machine, where the file system has POSIX permissions. Stateless and
/// thread-safe.
final class OwnerOnly {

    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private OwnerOnly() {}

    /// @param file to create empty, readable for the user of this process only; may exist already
    static void create(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE))}
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, attributes);
        } catch (FileAlreadyExistsException e) {
            restrict(file);
        }
    }

    /// Leaves a file alone that is missing, or that belongs to another user.
    static void restrict(Path file) throws IOException {
        // Changes the mode by name. With NOFOLLOW_LINKS, Java opens and closes the file, and with that the operating
        // system releases the locks that this process holds on it.
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null || !(Files.isRegularFile(file) || Files.isDirectory(file))) {
            return;
        }
        if (Files.isSymbolicLink(file)) {
            return;
        }
        try {
            view.setPermissions(PosixFilePermissions.fromString(Files.isDirectory(file) ? DIRECTORY : FILE));
        } catch (java.nio.file.FileSystemException e) {
            // not the owner, as on a volume that another user has prepared: the owner decides
        }
    }
}
