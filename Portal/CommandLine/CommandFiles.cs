namespace Portal.CommandLine;

/// <summary>The files that commands read.</summary>
internal static class CommandFiles
{
    /// <summary>
    /// Opens a file from the disk. Devices and pipes are refused: some never end, and others are waited for. They have no length, and are
    /// told by it before they are opened.
    /// </summary>
    /// <exception cref="CommandFailure">The file is empty, or none that a disk keeps.</exception>
    public static FileStream OpenRead(FileInfo file)
    {
        var target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        if (target is not FileInfo { Exists: true, Length: > 0 })
            throw new CommandFailure($"{file.Name} is empty, or not a regular file.");
        return file.OpenRead();
    }
}
