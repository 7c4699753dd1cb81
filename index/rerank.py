"""The second stage: several views of the candidates, weighed together."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.views.candidates import Candidates
from index.views.cues import NAME, NUMBER, TIME
from index.views.question import Question

Floats = NDArray[np.float64]
PAR=("bm25","cover","cover_known","capital","bestcover","bestcover2","sent25","sentbest2","pairs","near","grams","gramcov","bestgram","num","time","name","length","nsent","bm25rel","softcov","softbest","exact","exactbest","rare","rarebest","logtf","lm","maxmiss","softtwo","dist")
SEN=("sent25","cover","grams","gramdens","num","time","name","quote","len","first","prev","next","last","novel","near","soft","exact","softprev","softnext","firststage")

def sat(x: Floats, k: float) -> Floats:
    return x/(x+k)

def sentence_bm25(q: Question, c: Candidates) -> Floats:
    from rank_bm25 import BM25Plus
    filler=q.size
    docs=[]
    words=[[] for _ in range(c.sentences)]
    for s,w in zip(c.sentence_at.tolist(), c.word.tolist()): words[s].append(w)
    for s,l in zip(words,c.lengths.tolist()): docs.append(s+[filler]*(l-len(s)) if l else [filler])
    m=BM25Plus(docs)
    wanted=[w for w in range(q.size)]
    out=np.zeros(c.sentences)
    for w in wanted:
        if w in m.idf: out+=q.weights[w]*(m.get_scores([w])-m.idf[w]*m.delta*(c.words_in[:,w]==0)) # keep zero for absent
    return out

def local_idf(present: NDArray[Any], n: int) -> Floats:
    return np.log((n+1)/np.maximum(present.sum(axis=0),0.5))

def pairs(q: Question, c: Candidates) -> tuple[Floats,Floats,Floats]:
    """adjacent question words near each other, in order; and Buettcher proximity"""
    got=np.zeros((c.count,q.size)); near=np.zeros(c.count); snear=np.zeros(c.sentences)
    imp=q.rarity*q.weights
    for hop in (1,2,3):
        if len(c.at)<=hop: break
        a,b=slice(None,-hop),slice(hop,None)
        d=c.at[b]-c.at[a]
        same=(c.sentence_at[a]==c.sentence_at[b])&(c.word[a]!=c.word[b])
        s=c.sentence_at[a][same]; dd=d[same].astype(float); wa=c.word[a][same]; wb=c.word[b][same]
        val=np.minimum(imp[wa],imp[wb])/dd**2
        near+=np.bincount(c.owner[s],val,c.count); snear+=np.bincount(s,val,c.sentences)
        step=wb-wa
        hit=((step==1)|(step==2)|((step==-1)))&(dd<=3)
        strength=np.where(step==1,1.0,np.where(step==2,.7,.5))/np.sqrt(dd)
        rows=c.owner[s][hit]; cols=np.minimum(wa,wb)[hit]
        np.maximum.at(got,(rows,cols),strength[hit])
    nxt=np.append(np.minimum(imp[:-1],imp[1:]),0) if q.size else imp
    li=local_idf(got>0,c.count)
    total=max((nxt).sum(),1e-9)
    return (got*np.append(q.weights[:-1]*q.weights[1:],0)*li).sum(axis=1) if q.size else np.zeros(c.count), near, snear

def soft(q: Question, c: Candidates) -> Floats:
    """share of each word's spelling found in one piece, sentences x words"""
    out=(c.words_in>0)*0.0
    for w,sp in enumerate(q.spellings):
        if len(sp)<3: continue
        order=np.argsort(sp,kind="stable"); ss=sp[order]
        slot=np.minimum(np.searchsorted(ss,c.gram_hash),len(sp)-1)
        m=np.flatnonzero(ss[slot]==c.gram_hash)
        if not len(m): continue
        j=order[slot[m]]; p=c.gram_at[m]; sen=c.gram_sentence[m]
        brk=np.flatnonzero((np.diff(p)!=1)|(np.diff(j)!=1)|(np.diff(sen)!=0))+1
        st=np.concatenate([[0],brk]); ln=np.diff(np.append(st,len(m)))
        np.maximum.at(out[:,w],sen[st],ln/len(sp))
    return out

def features(q: Question, c: Candidates) -> tuple[Floats, Floats]:
    imp=q.rarity*q.weights; total=max(imp.sum(),1e-9)
    kimp=imp*q.known; ktotal=max(kimp.sum(),1e-9)
    tf=c.per_paragraph(c.words_in); has=(tf>0)
    shas=c.words_in>0
    cover=has@imp/total; cover_known=has@kimp/ktotal
    cap=np.array([w.capital for w in q.words],dtype=float)*imp
    capital=has@cap/max(cap.sum(),1e-9)
    scover=shas@imp/total
    bestcover=c.best_sentence(scover)
    # two neighbouring sentences together
    nxt=np.zeros_like(shas); same=c.owner[:-1]==c.owner[1:]
    nxt[:-1][same]=shas[1:][same]
    two=(shas|nxt)@imp/total
    prev_=np.zeros(c.sentences); prev_[1:][same]=scover[:-1][same]
    next_=np.zeros(c.sentences); next_[:-1][same]=scover[1:][same]
    s25=sentence_bm25(q,c)
    top=max(total,1e-9)
    pr,near,snear=pairs(q,c)
    g=c.grams_in; gp=c.per_paragraph(g)
    gidf=local_idf(gp>0,c.count)
    glen=c.per_paragraph(c.gram_lengths.astype(float)); gav=max(glen.mean(),1)
    grams=((gp*2.5/(gp+1.5*(.25+.75*(glen/gav)[:,None])))@gidf)
    gtot=max(gidf.sum(),1e-9)
    gramcov=(gp>0)@gidf/gtot
    sg=(g>0)@gidf/gtot
    bestgram=c.best_sentence(sg)
    num=((c.offers&NUMBER)>0)*float(bool(q.kinds&NUMBER)); tim=((c.offers&TIME)>0)*float(bool(q.kinds&TIME)); nam=((c.offers&NAME)>0)*float(bool(q.kinds&NAME))
    # cues of the best sentence
    key=scover+1e-3*s25
    o=np.lexsort((-key,c.owner)); b=o[c.first]
    slen=np.log1p(c.lengths); plen=np.log1p(c.per_paragraph(c.lengths.astype(float)))
    nsent=np.diff(c.first,append=c.sentences)
    fr=soft(q,c); pres=shas.astype(float); sm=np.maximum(pres,np.where(fr>=.4,fr,0)*.9); ex=np.where(fr>=.999,1.,0)
    softs=sm@imp/total; pm=np.maximum.reduceat(sm,c.first,axis=0); pex=np.maximum.reduceat(ex,c.first,axis=0)
    nsm=np.zeros_like(sm); nsm[:-1][same]=sm[1:][same]; softtwo=np.maximum(sm,nsm)@imp/total
    sp_=np.zeros(c.sentences); sp_[1:][same]=softs[:-1][same]
    sn_=np.zeros(c.sentences); sn_[:-1][same]=softs[1:][same]
    imp2=imp**2; 
    maxmiss=((tf==0)*imp).max(axis=1) if q.size else np.zeros(c.count)
    lm=np.log1p(tf*np.exp(np.minimum(q.rarity,9))/40)@q.weights-0*tf.sum(1)
    extra=[pm@imp/total*10,c.best_sentence(softs)*10,pex@imp/total*10,c.best_sentence(ex@imp/total)*10,has@imp2/max(imp2.sum(),1e-9)*10,c.best_sentence(shas@imp2)/max(imp2.sum(),1e-9)*10,np.log1p(tf)@imp,lm,maxmiss,c.best_sentence(softtwo)*10,(has*q.weights).sum(1)]
    P=np.stack([c.first_stage,cover*10,cover_known*10,capital,bestcover*10,c.best_sentence(two)*10,c.best_sentence(s25),s25[b],pr,near,grams/10,gramcov*10,bestgram*10,num[b],tim[b],nam[b],plen,np.log(nsent),c.first_stage/max(c.first_stage.max(),1e-9),*extra],axis=1)
    isfirst=np.zeros(c.sentences); isfirst[c.first]=1
    islast=np.zeros(c.sentences); islast[np.append(c.first[1:]-1,c.sentences-1)]=1
    S=np.stack([s25,scover*10,sg*10,(g>0).sum(1)/np.maximum(c.gram_lengths,10)*10,num,tim,nam,((c.offers&8)>0)*1.,slen,isfirst,prev_*10,next_*10,islast,np.log1p(np.maximum(c.lengths-shas.sum(1),0)),snear,softs*10,ex@imp/total*10,sp_*10,sn_*10,np.zeros(c.sentences)],axis=1)
    return P,S
