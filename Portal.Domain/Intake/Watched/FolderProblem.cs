namespace Portal.Domain.Intake.Watched;

/// <summary>Why the files of a watched folder are not imported. They stay where they are until it is over.</summary>
public enum FolderProblem : byte
{
    /// <summary>The folder is not there, as when a disk is not mounted.</summary>
    Missing = 1,

    /// <summary>Files cannot be read, copied from the folder or moved within it; the log has the reason.</summary>
    NotUsable = 2,

    /// <summary>One of the folders for files that were imported is a link: files would leave the watched folder.</summary>
    Linked = 3,

    /// <summary>No unit has the code of the settings.</summary>
    UnknownUnit = 4,

    /// <summary>No profile of the folder's unit and stream has the name of the settings.</summary>
    UnknownProfile = 5,

    /// <summary>Some files have names that are not in UTF-8, by which they cannot be opened; the others are imported.</summary>
    NameNotUtf8 = 6,

    /// <summary>A unit outside the folder's own holds the name of the source in the settings.</summary>
    SourceHeld = 7,
}
