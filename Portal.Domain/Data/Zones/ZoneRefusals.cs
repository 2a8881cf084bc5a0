namespace Portal.Domain.Data.Zones;

/// <summary>
/// Why a process does not start on a database of another time zone, and what the operator can do; in English, as all messages.
/// </summary>
internal static class ZoneRefusals
{
    public static string Other(string place, string stored, string named) =>
        $"The database {place} counts days by the time zone {stored}, but the setting Portal:TimeZone says {named}. Nothing was started. "
        + $"Set Portal:TimeZone to {stored}, or leave it out. To count days by {named} from now on, stop every process of the portal and "
        + $"run `rebuild --time-zone {named}`, which writes every figure anew.";

    public static string Interrupted(string place, string from, string to) =>
        $"The change of the database {place} from the time zone {from} to {to} was interrupted, and its days are in part those of both. "
        + $"Nothing was started. Run `rebuild --time-zone {to}` to finish it, or `rebuild --time-zone {from}` to go back.";

    public static string Unknown(string place, string stored) =>
        $"The database {place} counts days by the time zone {stored}, which this machine does not know. Install its list of time zones "
        + "(on Debian the package tzdata).";

    public static string InBackup(string file, string stored, string named) =>
        $"{file} counts days by the time zone {stored}, but the setting Portal:TimeZone says {named}, with which it could not be started. "
        + $"Restore it with --Portal:TimeZone={stored}. To count its days by {named} afterwards: `rebuild --time-zone {named}`.";

    public static string Busy(string place) =>
        $"The database {place} is in use by something that does not end, such as a backup or a process of the portal; nothing was changed. "
        + "Stop it, then run the command again.";
}
