using System.Runtime.CompilerServices;

namespace Portal.Tests.Support;

/// <summary>Where the sources and the tests' own files are.</summary>
public static class TestFiles
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the test project, by its path below it.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, "Portal.Tests", relative);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No Portal.sln above " + here);
    }
}
