namespace Portal.CommandLine;

/// <summary>A command failed; the message goes to standard error and the exit code is 1.</summary>
internal sealed class CommandFailure(string message) : Exception(message)
{
    /// <summary>The exit code of a failed command.</summary>
    public const int ExitCode = 1;
}
