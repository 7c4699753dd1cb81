"""Words that turn a statement round, in several languages: "no", "never", and verbs that deny."""

from __future__ import annotations

from typing import Final

NEGATIONS: Final = """
not no never none nobody nothing neither nor nowhere without cannot hardly barely unlikely
fail fails failed failing refuse refuses refused deny denies denied denying reject rejects rejected decline declined
stop stopped stops halt halted cancel cancelled avoid avoided false falsely alleged allegedly reportedly lack lacks
lehnt lehnte abgelehnt verweigert bestreitet bestritt angeblich mutmaßlich refuse refusé nie nié démenti échoué
niega negó rechazó rechaza supuesto supuesta nega negato rifiutato presunto negou recusou suposto
отказался отрицает отверг якобы
nicht kein keine keinen keiner keinem keines nie niemals niemand nichts weder ohne kaum
pas non jamais aucun aucune rien personne ni sans guère
no nunca jamás ningún ninguna ninguno nada nadie tampoco sin
non mai nessun nessuno nessuna niente nulla neppure senza né
não nunca jamais nenhum nenhuma ninguém nada sem nem
niet geen nooit niemand niets zonder noch
не ни нет никогда никто ничего никакой нельзя без
nie nigdy nikt nic żaden bez ні немає ніколи ніхто değil yok hiç
لا لم لن ليس ليست غير دون بدون không chưa नहीं tidak bukan
inte ikke nem ei eivät není δεν μην לא אין ไม่ ない 안 못 不 没 沒 无 無 未 非 否
عدم بلا غير
"""
