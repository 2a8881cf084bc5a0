namespace Portal.Domain.Data.Files;

/// <summary>Why a process does not start on a database, and what the operator can do; in English, as all of the command line.</summary>
internal static class UnusableDatabases
{
    public static string Missing(string place) =>
        $"There is no database at {place}. If it should be there, see that its disk is mounted and the setting "
        + "ConnectionStrings:Portal names "
        + "the right place. For a new portal run `serve --first-start` once, which makes an empty database; to bring one back run `restore "
        + "FILE`.";

    public static string Damaged(string place, string damage) =>
        $"The database {place} is damaged: {damage.TrimEnd('.')}. Nothing was started, and the file was left as it is. Run `restore FILE` "
        + "with the last good backup; it keeps the damaged file beside the restored one.";

    public static string Newer(string place) =>
        $"The database {place} has tables of another version of the portal, which this one does not know. Start the "
        + "version that made them, or run `restore FILE` with a backup of this version.";

    public static string Foreign(string place, string table) =>
        $"The database {place} is no database of the portal: it has the table {table}. Name another one in ConnectionStrings:Portal.";
}
