namespace Portal.Domain.Intake.Watched;

/// <summary>Says problems of watched folders to those who run the portal, in the log and in its health.</summary>
public static class FolderProblems
{
    /// <summary>One sentence, without the path of the folder.</summary>
    public static string Text(WatchedFolder folder, FolderProblem problem) =>
        problem switch
        {
            FolderProblem.Missing => "It is not there.",
            FolderProblem.NotUsable => "Files cannot be read, copied from it or moved within it.",
            FolderProblem.Linked =>
                $"One of its folders {string.Join(", ", FolderSettling.OutputFolders)} is a link: files would leave it.",
            FolderProblem.UnknownUnit => $"There is no unit with the code {folder.Unit}.",
            FolderProblem.UnknownProfile => $"Its unit has no profile called {folder.Profile} for such records.",
            FolderProblem.NameNotUtf8 => "Files with names that are not in UTF-8, but in GBK for example, cannot be opened: rename them.",
            FolderProblem.SourceHeld => $"Another unit holds the source name {folder.Source}.",
        };
}
