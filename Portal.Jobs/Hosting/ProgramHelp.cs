namespace Portal.Jobs.Hosting;

/// <summary>What the program of the jobs says when it is asked for help; it has no commands.</summary>
public static class ProgramHelp
{
    public const string Text = """
        Runs the jobs of 马上就办 performance portal until the process is stopped. It has no commands.
        Settings are given as --Key:Name=value or in the environment; Portal, with --help, lists the commands.
        """;

    /// <summary>Whether some argument asks for help, so that nothing is to be started.</summary>
    public static bool IsAsked(IEnumerable<string> arguments) => arguments.Any(argument => argument is "--help" or "-h" or "-?");
}
