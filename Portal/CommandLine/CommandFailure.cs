namespace Portal.CommandLine;

/// <summary>A command cannot do what was asked; the message is told on standard error and the exit code is 1.</summary>
internal sealed class CommandFailure(string message) : Exception(message)
{
    /// <summary>The exit code of a command that could not do what was asked.</summary>
    public const int ExitCode = 1;
}
